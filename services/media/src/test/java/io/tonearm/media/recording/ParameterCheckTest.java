package io.tonearm.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.recording.Action.StartRecording;
import io.tonearm.media.recording.Effect.Answer;
import io.tonearm.media.recording.Refusal.ErrorType;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.GrantedStarts;
import io.tonearm.media.testing.Policies;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, each time through the lifecycle and by the parameter's name. */
class ParameterCheckTest {

    private static final long START = 1_800_000_000_000_000L;

    private static Refusal refusalOf(Command command, RecordingPolicy policy) {
        Outcome outcome = GrantedStarts.apply(CallLegState.IDLE, command, policy);
        assertThat(outcome.effects().get(0)).isInstanceOf(Answer.class);
        Refusal refusal = ((Answer) outcome.effects().get(0)).refusal();
        assertThat(outcome.state().recordings()).hasSize(refusal == null ? 1 : 0);
        return refusal;
    }

    private static Refusal refusalOf(StartRecording start) {
        return refusalOf(Commands.of("leg-1").command(START, start), RecordingPolicy.CHIME);
    }

    private static StartRecording to(String bucket, String prefix) {
        return new StartRecording(TrackSelection.BOTH, List.of(new Destination(bucket, prefix)), null, null, Map.of());
    }

    private static StartRecording with(Map<String, String> metadata) {
        return new StartRecording(TrackSelection.BOTH, Commands.START.destinations(), null, null, metadata);
    }

    private static void assertNames(Refusal refusal, String parameter) {
        assertThat(refusal.type()).isEqualTo(ErrorType.INVALID_ACTION_PARAMETER);
        assertThat(refusal.message()).startsWith("`" + parameter + "` parameter value is invalid: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commandId", "callId", "legId", "accountId"})
    void idThatIsBlankOrTooLong_isRefused(String parameter) {
        for (String id : List.of("", "  ", "x".repeat(257), "\u00fc".repeat(129))) {
            Command command = new Command(
                    parameter.equals("commandId") ? id : "command-1",
                    parameter.equals("callId") ? id : "call-1",
                    parameter.equals("legId") ? id : "leg-1",
                    parameter.equals("accountId") ? id : "account-1",
                    START,
                    Commands.START);
            assertNames(refusalOf(command, RecordingPolicy.CHIME), parameter);
        }
    }

    @Test
    void idOf256Bytes_isAccepted() {
        String id = "x".repeat(256);

        assertThat(refusalOf(new Command(id, id, id, id, START, Commands.START), RecordingPolicy.CHIME))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 946_684_799_999_999L, 4_102_444_800_000_000L, 1_800_000_000L
            })
    void timeOutsideOfTheCentury_isRefused(long micros) {
        assertNames(refusalOf(Commands.of("leg-1").start(micros), RecordingPolicy.CHIME), "issuedAt");
        assertNames(refusalOf(Commands.of("leg-1").pause(micros), RecordingPolicy.CHIME), "issuedAt");
    }

    private static List<Destination> destinations(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Destination("recordings", "number-" + number))
                .toList();
    }

    private static StartRecording to(List<Destination> destinations) {
        return new StartRecording(TrackSelection.BOTH, destinations, null, null, Map.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 10_000})
    void noDestinationOrMoreThanEight_areRefused(int count) {
        assertNames(refusalOf(to(destinations(count))), "destinations");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void destinationsUpToEight_areAccepted(int count) {
        assertThat(refusalOf(to(destinations(count)))).isNull();
    }

    @Test
    void destinationGivenTwice_isRefused() {
        Destination one = new Destination("recordings", "calls");

        assertNames(refusalOf(to(List.of(one, new Destination("recordings", null), one))), "destinations");
    }

    @Test
    void everyDestination_isChecked() {
        Destination good = new Destination("recordings", null);

        assertNames(refusalOf(to(List.of(good, new Destination("NO", null)))), "bucket");
        assertNames(refusalOf(to(List.of(good, new Destination("recordings", "/")))), "prefix");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "Recordings",
                "my_bucket",
                "-bucket",
                "bucket-",
                ".bucket",
                "a..b",
                "192.168.5.4",
                "xn--bucket",
                "sthree-bucket",
                "bucket-s3alias",
                "bucket/x",
                "a23456789012345678901234567890123456789012345678901234567890123x"
            })
    void nameOfNoBucket_isRefused(String bucket) {
        assertNames(refusalOf(to(bucket, null)), "bucket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "my.bucket-1",
                "1bucket",
                "a23456789012345678901234567890123456789012345678901234567890123"
            })
    void nameOfABucket_isAccepted(String bucket) {
        assertThat(refusalOf(to(bucket, null))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "a/./b", "a b", "ä", "a\\b", "a&b", "a\n"})
    void prefixThatIsNotSafe_isRefused(String prefix) {
        assertNames(refusalOf(to("recordings", prefix)), "prefix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b/c", "A-Z_0.9!*'()", "...", ".a/b."})
    void safePrefix_isAccepted(String prefix) {
        assertThat(refusalOf(to("recordings", prefix))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"979, 1", "980, 0", "979, 250"})
    void prefixThatMakesTheKeyTooLong_isRefused(int prefixCharacters, int legCharacters) {
        Command command = Commands.of("l".repeat(Math.max(1, legCharacters)))
                .command(START, to("recordings", "p".repeat(prefixCharacters)));

        assertNames(refusalOf(command, RecordingPolicy.CHIME), "prefix");
    }

    @Test
    void bucketThatThePolicyDoesNotAllow_isRefused() {
        RecordingPolicy policy = Policies.chime().allowing("allowed-bucket").build();

        assertNames(refusalOf(Commands.of("leg-1").command(START, to("recordings", null)), policy), "bucket");
        assertThat(refusalOf(Commands.of("leg-1").command(START, to("allowed-bucket", null)), policy))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"7999, false", "8000, true", "48000, true", "48001, false", "-1, false"})
    void sampleRate_isWithinItsRange(int sampleRate, boolean accepted) {
        StartRecording start = new StartRecording(
                TrackSelection.BOTH, Commands.START.destinations(), FileEncoding.ALAW, sampleRate, Map.of());

        if (accepted) {
            assertThat(refusalOf(start)).isNull();
        } else {
            assertNames(refusalOf(start), "sampleRate");
        }
    }

    @Test
    void metadataKeyThatIsNotSafe_isRefused() {
        for (String key :
                List.of("", "-a", "a b", "ä", "a:b", "x".repeat(65), "call-id", "Leg-ID", "recording-duration")) {
            assertNames(refusalOf(with(Map.of(key, "value"))), "metadata");
        }
        assertThat(refusalOf(with(Map.of("x".repeat(64), "value")))).isNull();
    }

    @Test
    void metadataValueWithControlCharacters_isRefused() {
        for (String value : List.of("a\nb", "\u0000", "\u007f", "a\r")) {
            assertNames(refusalOf(with(Map.of("key", value))), "metadata");
        }
        assertThat(refusalOf(with(Map.of("key", "")))).isNull();
    }

    @Test
    void tooMuchMetadata_isRefused() {
        Map<String, String> entries = new TreeMap<>();
        for (int i = 0; i < 32; i++) {
            entries.put("key-" + i, "value");
        }
        assertThat(refusalOf(with(entries))).isNull();
        entries.put("one-more", "value");
        assertNames(refusalOf(with(entries)), "metadata");

        assertThat(refusalOf(with(Map.of("key", "\u00fc".repeat(510))))).isNull();
        assertNames(refusalOf(with(Map.of("key", "\u00fc".repeat(511)))), "metadata");
    }

    @Test
    void accountOfAnotherLeg_isRefused() {
        Commands commands = Commands.of("leg-1");
        CallLegState state = GrantedStarts.apply(CallLegState.IDLE, commands.start(START), RecordingPolicy.CHIME)
                .state();
        Command foreign = new Command("c", "call-1", "leg-1", "account-2", START + 1, new Action.PauseRecording(null));

        Outcome outcome = GrantedStarts.apply(state, foreign, RecordingPolicy.CHIME);

        assertNames(((Answer) outcome.effects().get(0)).refusal(), "accountId");
        assertThat(outcome.state()).isEqualTo(state);
    }

    @Test
    void refusedStart_leavesTheLegFreeForAnother() {
        Commands commands = Commands.of("leg-1");
        Outcome refused =
                GrantedStarts.apply(CallLegState.IDLE, commands.command(START, to("NO", null)), RecordingPolicy.CHIME);

        assertThat(GrantedStarts.apply(refused.state(), commands.start(START + 1), RecordingPolicy.CHIME)
                        .state()
                        .phase())
                .isEqualTo(CallLegState.Phase.RECORDING);
    }
}
