package io.tonearm.devkit.capture;

import io.tonearm.devkit.capture.CaptureException.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads the one call of a capture file: pcap (both byte orders, micro- and nanoseconds) or pcapng, of Ethernet with VLAN
 * tags, Linux cooked, loopback or raw IP frames, IPv4 or IPv6.
 *
 * <p>The file is read once, forwards. What is held in memory is its RTP, at most 256 MiB, about three hours of a two-way
 * G.711 call. Stateless.
 */
public final class CaptureReader {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final long MOST_RTP_BYTES = 256L << 20;

    private CaptureReader() {}

    /**
     * The call in the file.
     *
     * @throws CaptureException where there is none to be read; the message tells the user what to do
     */
    public static CapturedCall read(Path file) throws CaptureException {
        if (Files.isDirectory(file)) {
            throw new CaptureException(
                    Reason.NOT_READABLE, "the capture is a folder: name the file in it, file=" + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (NoSuchFileException e) {
            throw new CaptureException("there is no such capture: check its name, file=" + file, e);
        } catch (AccessDeniedException e) {
            throw new CaptureException("the capture may not be read: check its permissions, file=" + file, e);
        } catch (IOException e) {
            throw new CaptureException("the capture cannot be read: copy it to a local disk, file=" + file, e);
        }
    }

    /**
     * The call in the bytes, read to their end. The caller closes the stream.
     *
     * @throws CaptureException where there is none to be read
     * @throws IOException as the stream does
     */
    public static CapturedCall read(InputStream in) throws IOException, CaptureException {
        FrameReader frames = FrameReader.open(new CaptureInput(new BufferedInputStream(in, BUFFER_BYTES)));
        CaptureContents contents = new CaptureContents(MOST_RTP_BYTES);
        for (LinkFrame frame = frames.next(); frame != null; frame = frames.next()) {
            contents.accept(frame);
        }
        return CallFinder.callIn(contents);
    }
}
