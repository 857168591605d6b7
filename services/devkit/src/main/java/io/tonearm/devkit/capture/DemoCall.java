package io.tonearm.devkit.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The call that ships with the project: 24 seconds, PCMU both ways, in which a customer orders tulips and reads out a card
 * number that is nobody's. Times are microseconds after {@link CapturedCall#firstMicros}. Immutable.
 *
 * @param call as it was captured; the customer is the caller, so the customer's voice is incoming
 * @param pauseMicros from when on to pause, to leave the card number out
 * @param resumeMicros from when on to go on
 * @param lines what is said, in order
 */
public record DemoCall(CapturedCall call, long pauseMicros, long resumeMicros, List<Line> lines) {

    private static final String CAPTURE = "demo-call.pcap";
    private static final String DIALOGUE = "demo-call.txt";

    public DemoCall {
        lines = List.copyOf(lines);
    }

    /**
     * One sentence of the dialogue. Immutable.
     *
     * @param party {@code customer} or {@code agent}
     * @param beginMicros when it begins
     * @param endMicros when it has ended
     * @param sentence what is said
     */
    public record Line(String party, long beginMicros, long endMicros, String sentence) {}

    /** Reads the call from the class path. */
    public static DemoCall load() {
        try (InputStream capture = resource(CAPTURE);
                BufferedReader dialogue = new BufferedReader(new InputStreamReader(resource(DIALOGUE), UTF_8))) {
            return parse(CaptureReader.read(capture), dialogue.lines().toList());
        } catch (IOException | CaptureException e) {
            throw new IllegalStateException("the demo call must be readable, resource=" + CAPTURE, e);
        }
    }

    private static InputStream resource(String name) {
        InputStream in = DemoCall.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("the demo call must be on the class path, resource=" + name);
        }
        return in;
    }

    private static DemoCall parse(CapturedCall call, List<String> text) {
        long pauseMicros = 0;
        long resumeMicros = 0;
        List<Line> lines = new ArrayList<>();
        for (String row : text) {
            String[] fields = row.split("\t", -1);
            switch (fields[0]) {
                case "pause" -> pauseMicros = micros(fields[1]);
                case "resume" -> resumeMicros = micros(fields[1]);
                case "customer", "agent" ->
                    lines.add(new Line(fields[0], micros(fields[1]), micros(fields[2]), fields[3]));
                default -> {}
            }
        }
        return new DemoCall(call, pauseMicros, resumeMicros, lines);
    }

    private static long micros(String seconds) {
        return new BigDecimal(seconds).movePointRight(6).longValueExact();
    }
}
