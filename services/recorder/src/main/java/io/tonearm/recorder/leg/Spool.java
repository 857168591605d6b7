package io.tonearm.recorder.leg;

import io.tonearm.media.audio.PauseTones;
import io.tonearm.media.audio.RecordingRenderer;
import io.tonearm.media.audio.RecordingRenderer.RenderedQuality;
import io.tonearm.media.audio.RecordingSpan;
import io.tonearm.media.audio.RiffText;
import io.tonearm.media.audio.WavFile;
import io.tonearm.media.recording.Recording;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.recorder.event.DeliveryWriting.RenderedFile;
import io.tonearm.recorder.event.Sidecar;
import io.tonearm.recorder.event.Times;
import io.tonearm.recorder.leg.AudioStore.ClosableFrames;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes files of recordings out of the audio store. Lives on its stream thread. */
final class Spool {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final AudioStore audio;
    private final Path folder;

    /**
     * Renders into a folder.
     *
     * @param folder exists; files are deleted when they are stored
     */
    Spool(AudioStore audio, Path folder) {
        this.audio = audio;
        this.folder = folder;
    }

    /**
     * Renders a complete recording; the same recording always gives the same bytes.
     *
     * @throws IOException where the folder is full or gone; nothing is left behind, and the caller tries again later
     */
    SpooledRecording render(Recording recording) throws IOException {
        Files.createDirectories(folder);
        Path path = Files.createTempFile(folder, recording.recordingId(), ".wav");
        try {
            RenderedFile rendered = write(recording, path);
            return new SpooledRecording(
                    recording,
                    rendered,
                    new SpooledFile(path, rendered.bytes(), rendered.sha256(), "audio/wav"),
                    recording.policy().storage().sidecar() ? describe(recording, rendered) : null);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private SpooledFile describe(Recording recording, RenderedFile rendered) throws IOException {
        byte[] description = Sidecar.of(recording, rendered);
        Path path = Files.createTempFile(folder, recording.recordingId(), ".json");
        try {
            Files.write(path, description);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        String sha256 = HexFormat.of().formatHex(sha256().digest(description));
        return new SpooledFile(path, description.length, sha256, "application/json");
    }

    private RenderedFile write(Recording recording, Path path) throws IOException {
        RecordingSpan span = recording.span();
        Map<Track, ClosableFrames> opened = new EnumMap<>(Track.class);
        MessageDigest sha256 = sha256();
        try (OutputStream out =
                new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(path), sha256), BUFFER_BYTES)) {
            Map<Track, Iterator<RtpFrame>> frames = new EnumMap<>(Track.class);
            for (Track track : recording.start().tracks().tracks()) {
                ClosableFrames stored = audio.frames(recording, track, span.endMicros());
                opened.put(track, stored);
                frames.put(track, stored.iterator());
            }
            RecordingRenderer renderer = new RecordingRenderer(
                    span,
                    recording.policy().pause().fill(),
                    recording.policy().pause().tone() ? PauseTones.DEFAULT : null,
                    recording.start().encoding(),
                    info(recording),
                    frames);
            RenderedQuality quality = renderer.writeTo(out);
            out.flush();
            return new RenderedFile(
                    renderer.size(),
                    renderer.durationMicros(),
                    HexFormat.of().formatHex(sha256.digest()),
                    quality,
                    renderer.layout());
        } finally {
            opened.values().forEach(ClosableFrames::close);
        }
    }

    private static Map<String, String> info(Recording recording) {
        Map<String, String> info = new LinkedHashMap<>();
        info.put("INAM", recording.recordingId());
        info.put("ICRD", Times.instant(recording.startMicros()).toString());
        info.put("ISFT", "Tonearm");
        info.put("ISRC", "call " + recording.callId() + ", leg " + recording.legId());
        info.replaceAll((id, text) -> RiffText.fitted(text, WavFile.MOST_INFO_BYTES));
        return info;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
