package io.tonearm.devkit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.devkit.call.RecordingTimes.Pause;
import io.tonearm.devkit.capture.CapturedCall;
import io.tonearm.devkit.capture.CapturedPacket;
import io.tonearm.events.LegEnded;
import io.tonearm.events.PublishedPackets;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RtpFrame;
import io.tonearm.events.S3Destination;
import io.tonearm.events.StartRecording;
import io.tonearm.events.StopRecording;
import io.tonearm.events.Track;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegScriptTest {

    private static final long BEGIN = 1_795_000_000_000_000L;
    private static final CallLeg LEG = new CallLeg("call-1", "leg-1", "account-1");
    private static final S3Destination DESTINATION = new S3Destination("bucket", null);
    private static final RecordingTimes PAUSED =
            new RecordingTimes(500_000, List.of(new Pause(2_010_000, 3_333_333L)), 7_000_000L);

    private final CapturedCall call =
            CallGenerator.generate(CallGenerator.Options.of(7, BEGIN, 9_000_000).over(CallGenerator.Network.MOBILE));

    private LegScript script(RecordingTimes times) {
        return LegScript.of(call, LEG, LegScript.Options.of(times, DESTINATION));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static List<EdgeRecord.Frames> frames(LegScript script, Track track) {
        return script.records().stream()
                .filter(EdgeRecord.Frames.class::isInstance)
                .map(EdgeRecord.Frames.class::cast)
                .filter(record -> record.event().getTrack() == track)
                .toList();
    }

    private static List<RtpFrame> packets(List<EdgeRecord.Frames> records) {
        return records.stream()
                .flatMap(record -> record.event().getFrames().stream())
                .toList();
    }

    private static List<RecordingCommand> commands(LegScript script) {
        return script.records().stream()
                .filter(EdgeRecord.Command.class::isInstance)
                .map(record -> ((EdgeRecord.Command) record).event())
                .toList();
    }

    @Test
    void records_holdEveryPacketOnceWithItsNumber() {
        LegScript script = script(RecordingTimes.WHOLE_CALL);

        for (Track track : List.of(Track.INCOMING, Track.OUTGOING)) {
            List<CapturedPacket> captured = (track == Track.INCOMING ? call.incoming() : call.outgoing()).packets();
            List<EdgeRecord.Frames> records = frames(script, track);
            assertThat(packets(records)).hasSameSizeAs(captured);
            for (int i = 0; i < captured.size(); i++) {
                RtpFrame packet = packets(records).get(i);
                assertThat(packet.getPacket())
                        .isEqualTo(ByteBuffer.wrap(captured.get(i).rtp()));
                assertThat(micros(packet.getCapturedAt()))
                        .isEqualTo(captured.get(i).capturedAtMicros());
            }
            long next = 0;
            for (EdgeRecord.Frames record : records) {
                assertThat(record.event().getFirstPacketIndex()).isEqualTo(next);
                next += record.packets();
            }
        }
    }

    @Test
    void record_spansAtMostItsTimeAndNoCommand() {
        LegScript script = script(PAUSED);
        List<Long> commandTimes = commands(script).stream()
                .map(command -> micros(command.getIssuedAt()))
                .toList();

        for (EdgeRecord.Frames record : frames(script, Track.INCOMING)) {
            List<RtpFrame> packets = record.event().getFrames();
            long first = micros(packets.get(0).getCapturedAt());
            long last = micros(packets.get(packets.size() - 1).getCapturedAt());
            assertThat(last - first).isLessThan(200_000);
            assertThat(commandTimes).noneMatch(at -> first < at && at <= last);
        }
        assertThat(frames(script, Track.INCOMING).size()).isBetween(30, 60);
    }

    @Test
    void records_areInOrderOfTimeAndEndWithTheLeg() {
        LegScript script = script(PAUSED);

        assertThat(script.records())
                .isSortedAccordingTo((one, other) -> Long.compare(one.publishedAtMicros(), other.publishedAtMicros()))
                .allSatisfy(record -> assertThat(record.legId()).isEqualTo("leg-1"));
        assertThat(commands(script))
                .extracting(RecordingCommand::getCommandId)
                .containsExactly("start", "pause-1", "resume-1", "stop", "leg-ended");
        assertThat(commands(script))
                .extracting(command -> micros(command.getIssuedAt()) - script.beginMicros())
                .containsExactly(
                        500_000L, 2_010_000L, 3_333_333L, 7_000_000L, script.endMicros() - script.beginMicros());
        EdgeRecord last = script.records().get(script.records().size() - 1);
        assertThat(((EdgeRecord.Command) last).event().getAction()).isInstanceOf(LegEnded.class);
    }

    @Test
    void commandAtTheTimeOfAPacket_isPublishedBeforeIt() {
        CapturedCall exact = CallGenerator.generate(CallGenerator.Options.of(7, BEGIN, 1_000_000));

        LegScript script = LegScript.of(exact, LEG, LegScript.Options.of(RecordingTimes.WHOLE_CALL, DESTINATION));

        EdgeRecord first = script.records().get(0);
        assertThat(((EdgeRecord.Command) first).event().getAction()).isInstanceOf(StartRecording.class);
        assertThat(first.publishedAtMicros()).isEqualTo(BEGIN);
    }

    @Test
    void packetsOfAPause_areNotPublishedAndNotCounted() {
        LegScript script = script(PAUSED);

        List<RtpFrame> published = new ArrayList<>(packets(frames(script, Track.INCOMING)));
        published.addAll(packets(frames(script, Track.OUTGOING)));
        assertThat(published)
                .extracting(packet -> micros(packet.getCapturedAt()) - script.beginMicros())
                .noneMatch(at -> at >= 2_010_000 && at < 3_333_333)
                .anyMatch(at -> at >= 2_000_000 && at < 2_010_000)
                .anyMatch(at -> at >= 3_333_333 && at < 3_360_000)
                .anyMatch(at -> at > 7_000_000);
        assertThat(script.packets()).isEqualTo(published.size());
        LegEnded ended = (LegEnded) commands(script).get(4).getAction();
        assertThat(ended.getPublishedPackets()).isEqualTo(counted(script, Long.MAX_VALUE));
        StopRecording stop = (StopRecording) commands(script).get(3).getAction();
        assertThat(stop.getPublishedPackets())
                .isEqualTo(counted(script, script.beginMicros() + 7_000_000))
                .isNotEqualTo(ended.getPublishedPackets());
    }

    private static PublishedPackets counted(LegScript script, long untilMicros) {
        return new PublishedPackets(
                countOf(script, Track.INCOMING, untilMicros), countOf(script, Track.OUTGOING, untilMicros));
    }

    private static long countOf(LegScript script, Track track, long untilMicros) {
        return packets(frames(script, track)).stream()
                .filter(packet -> micros(packet.getCapturedAt()) < untilMicros)
                .count();
    }

    @Test
    void edgeThatDoesNotKnowOfPauses_publishesThem() {
        LegScript script = LegScript.of(
                call, LEG, LegScript.Options.of(PAUSED, DESTINATION).publishingPaused());

        assertThat(script.packets()).isEqualTo(call.counts().rtpPackets());
    }

    @Test
    void shift_movesEverythingAndNothingElse() {
        LegScript.Options options = LegScript.Options.of(PAUSED, DESTINATION);
        LegScript here = LegScript.of(call, LEG, options);
        LegScript there = LegScript.of(call, LEG, options.shiftedBy(1_234_567));

        assertThat(there.beginMicros() - here.beginMicros()).isEqualTo(1_234_567);
        assertThat(there.records()).hasSameSizeAs(here.records());
        for (int i = 0; i < here.records().size(); i++) {
            EdgeRecord one = here.records().get(i);
            EdgeRecord other = there.records().get(i);
            assertThat(other.publishedAtMicros() - one.publishedAtMicros()).isEqualTo(1_234_567);
            assertThat(other.packets()).isEqualTo(one.packets());
        }
        assertThat(LegScript.of(call, LEG, options)).isEqualTo(here);
    }

    @Test
    void splitRecord_keepsPacketsAndNumbers() {
        EdgeRecord.Frames record =
                frames(script(RecordingTimes.WHOLE_CALL), Track.OUTGOING).get(3);

        List<EdgeRecord.Frames> parts = record.split(2);

        assertThat(packets(parts)).isEqualTo(record.event().getFrames());
        assertThat(parts.get(0).event().getFirstPacketIndex())
                .isEqualTo(record.event().getFirstPacketIndex());
        assertThat(parts.get(1).event().getFirstPacketIndex())
                .isEqualTo(record.event().getFirstPacketIndex() + 2);
        assertThat(parts)
                .allSatisfy(part -> assertThat(part.event().getPayloadTypes())
                        .isEqualTo(record.event().getPayloadTypes()));
        assertThatThrownBy(() -> record.split(record.packets()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first=" + record.packets());
    }

    @Test
    void timesOutOfOrder_areRefused() {
        assertThatThrownBy(() -> new RecordingTimes(5, List.of(new Pause(4, 6L)), null))
                .hasMessageContaining("fromMicros=4");
        assertThatThrownBy(() -> new Pause(4, 4L)).hasMessageContaining("toMicros=4");
        assertThatThrownBy(() -> new RecordingTimes(0, List.of(new Pause(4, 6L), new Pause(5, 7L)), null))
                .hasMessageContaining("fromMicros=5");
        assertThatThrownBy(() -> new RecordingTimes(0, List.of(new Pause(4, null), new Pause(5, 7L)), null))
                .hasMessageContaining("fromMicros=5");
        assertThatThrownBy(() -> new RecordingTimes(0, List.of(new Pause(4, null)), 4L))
                .hasMessageContaining("stopMicros=4");
        assertThatThrownBy(() -> new RecordingTimes(-1, List.of(), null)).hasMessageContaining("startMicros=-1");
    }

    @Test
    void idWithoutALetter_isRefused() {
        assertThatThrownBy(() -> new CallLeg("call", " ", "account")).hasMessageContaining("legId");
        assertThatThrownBy(() -> new CallLeg("x".repeat(257), "leg", "account")).hasMessageContaining("bytes=257");
    }
}
