package io.tonearm.devkit.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audio lines of an SDP body (RFC 8866). Lines it does not need or understand are passed over, as the RFC asks
 * for. Names are never resolved: an address that is not written in digits matches no packet. Not thread-safe.
 */
final class SessionDescription {

    private static final Pattern MEDIA = Pattern.compile("m=(\\S+) (\\d{1,5})(?:/\\d+)? (\\S+).*");
    private static final Pattern CONNECTION = Pattern.compile("c=IN IP[46] ([^\\s/]{1,45})(?:[\\s/].*)?");
    private static final Pattern RTPMAP =
            Pattern.compile("a=rtpmap:(\\d{1,3})\\s+([^\\s/]{1,64})/(\\d{1,7})(?:/(\\d{1,3}))?.*");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final List<AudioLine> lines = new ArrayList<>();
    private @Nullable InetAddress sessionAddress;
    private @Nullable InetAddress mediaAddress;
    private int audioLines;
    private int port;
    private boolean encrypted;
    private boolean inMedia;
    private boolean inAudio;
    private Map<Integer, CapturedPayloadType> payloadTypes = new HashMap<>();

    private SessionDescription() {}

    /** The audio lines that were not refused and whose address is known, in their order. */
    static List<AudioLine> audioLines(String body) {
        SessionDescription description = new SessionDescription();
        body.lines().forEach(description::accept);
        description.endMedia();
        return List.copyOf(description.lines);
    }

    private void accept(String line) {
        Matcher media = MEDIA.matcher(line);
        if (media.matches()) {
            endMedia();
            beginMedia(media.group(1).equals("audio"), Integer.parseInt(media.group(2)), media.group(3));
            return;
        }
        Matcher connection = CONNECTION.matcher(line);
        if (connection.matches()) {
            InetAddress address = address(connection.group(1));
            if (inMedia) {
                mediaAddress = address;
            } else {
                sessionAddress = address;
            }
            return;
        }
        Matcher rtpmap = RTPMAP.matcher(line);
        if (inAudio && rtpmap.matches()) {
            addPayloadType(rtpmap);
        }
    }

    private void beginMedia(boolean audio, int mediaPort, String protocol) {
        inMedia = true;
        inAudio = audio;
        port = mediaPort;
        encrypted = protocol.contains("SAVP");
        mediaAddress = sessionAddress;
        payloadTypes = new HashMap<>();
    }

    private void endMedia() {
        if (!inAudio) {
            return;
        }
        if (port > 0 && port <= 65_535 && mediaAddress != null) {
            InetSocketAddress receivesAt = new InetSocketAddress(mediaAddress, port);
            lines.add(new AudioLine(audioLines, receivesAt, encrypted, Map.copyOf(payloadTypes)));
        }
        audioLines++;
        inAudio = false;
    }

    private void addPayloadType(Matcher rtpmap) {
        int number = Integer.parseInt(rtpmap.group(1));
        int clockRate = Integer.parseInt(rtpmap.group(3));
        int channels = rtpmap.group(4) == null ? 1 : Integer.parseInt(rtpmap.group(4));
        if (number <= 127 && clockRate >= 1 && clockRate <= 1_000_000 && channels >= 1 && channels <= 255) {
            payloadTypes.put(number, new CapturedPayloadType(number, rtpmap.group(2), clockRate, channels));
        }
    }

    private static @Nullable InetAddress address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
