package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.ErrorType;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.testing.Accounts;
import io.tonearm.recorder.testing.DeadLetterReader;
import io.tonearm.recorder.testing.TestCall;
import io.tonearm.recorder.testing.TestCall.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Each bad command has a result of its own, or is set aside, and a call that goes on beside it is recorded unharmed. */
final class BadInputIT {

    private static final long START = 1_795_165_200_000_000L;
    private static final long YEAR_1970 = 0;
    private static final long YEAR_2100 = 4_102_444_800_000_000L;

    private static Installation installation;
    private static Site site;
    private static Recorder recorder;

    private TestCall beside;
    private String bad;

    @BeforeAll
    static void install() {
        installation = Installation.start();
        site = installation.site().with("settle.time.ms", "300");
        recorder = site.startRecorder();
    }

    @AfterAll
    static void uninstall() {
        recorder.close();
        site.close();
        installation.close();
    }

    @BeforeEach
    void beginACallBeside(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName().replace('_', '-');
        bad = "bad-" + name;
        beside = TestCall.with("beside-" + name, START, 2, 500_000, 1_000_000).counted();
        site.publish(beside.command(0));
        site.leg(beside.legId()).results(1);
        beside.batches(10).subList(0, 10).forEach(batch -> site.publish(beside.legId(), batch));
    }

    @AfterEach
    void theCallBesideIsUnharmed() {
        List<Batch> batches = beside.batches(10);
        site.publish(beside.command(1), beside.command(2));
        batches.subList(10, batches.size()).forEach(batch -> site.publish(beside.legId(), batch));
        site.publish(beside.end());
        assertThat(site.leg(beside.legId()).onlyFile()).isEqualTo(site.expectedFile(beside));
        assertThat(site.leg(beside.legId()).results(4).stream()
                        .filter(result -> result.getStatus() == CommandStatus.SUCCEEDED)
                        .map(CommandResult::getCommandId)
                        .distinct())
                .hasSize(4);
        assertThat(recorder.failure()).isNull();
    }

    private static long at(long millis) {
        return START + millis * 1000;
    }

    private static Action.StartRecording start(String prefix, Map<String, String> metadata) {
        return new Action.StartRecording(
                TrackSelection.BOTH, List.of(new Destination("recordings", prefix)), null, null, metadata);
    }

    private static void assertInvalid(CommandResult result, String parameter) {
        assertThat(result.getStatus()).isEqualTo(CommandStatus.FAILED);
        assertThat(result.getErrorType()).isEqualTo(ErrorType.InvalidActionParameter);
        assertThat(result.getErrorMessage()).startsWith("`" + parameter + "` parameter value is invalid");
    }

    @Test
    void commandsForAnUnknownLeg_haveAResultEach() {
        // Given
        Commands next = Commands.of(bad);

        // When
        site.publish(
                next.pause(at(0)),
                next.resume(at(1)),
                next.stop(at(2)),
                next.attach(at(3), "agent", "7"),
                next.digit(at(4), "5"),
                next.transferred(at(5)),
                next.legEnded(at(6)));
        List<CommandResult> results = site.leg(bad).results(7);

        // Then
        assertThat(results).hasSize(7);
        assertThat(results.subList(0, 3))
                .extracting(CommandResult::getErrorType)
                .containsOnly(ErrorType.RecordingNotStarted);
        assertThat(results).extracting(CommandResult::getCommandId).doesNotHaveDuplicates();
    }

    @Test
    void emptyIds_areRefusedByName() {
        // Given
        Command good = Commands.of(bad).start(START);
        Command noCommandId = Accounts.withId("", good);
        Command noCallId = new Command("no-call", "", bad, good.accountId(), START, good.action());
        Command noAccountId = Accounts.as("", Accounts.withId("no-account", good));
        Command blank = Accounts.as(" ", Accounts.withId("blank-account", good));

        // When
        site.publish(noCommandId, noCallId, noAccountId, blank);
        List<CommandResult> results = site.leg(bad).results(4);

        // Then
        assertThat(results).hasSize(4);
        assertInvalid(results.get(0), "commandId");
        assertInvalid(results.get(1), "callId");
        assertInvalid(results.get(2), "accountId");
        assertInvalid(results.get(3), "accountId");
    }

    @Test
    void commandWithoutItsLeg_isSetAside() {
        // Given
        Command good = Commands.of(bad).start(START);
        Command noLegId = new Command("no-leg", good.callId(), "", good.accountId(), START, good.action());

        // When
        site.publish("", noLegId);
        site.publish(bad, noLegId);

        // Then
        try (DeadLetterReader letters = site.deadLetters()) {
            assertThat(letters.await("", 1))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.reason()).isEqualTo("BAD_KEY"));
            assertThat(letters.await(bad, 1))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.reason()).isEqualTo("WRONG_KEY"));
        }
    }

    @Test
    void timesOutOfRange_areRefusedAndTheirPacketsDropped() {
        // Given
        Commands next = Commands.of(bad);
        List<RtpFrame> first = beside.of(Track.INCOMING).subList(0, 2);
        List<RtpFrame> astray = List.of(
                new RtpFrame(YEAR_1970, first.get(0).packet(), first.get(0).format()),
                new RtpFrame(YEAR_2100, first.get(1).packet(), first.get(1).format()));

        // When
        site.publish(
                next.start(YEAR_1970),
                next.start(YEAR_2100),
                next.pause(-1),
                next.legEnded(YEAR_1970),
                next.legEnded(YEAR_2100));
        site.publish(
                Accounts.withId("stop-1970", Commands.of(beside.legId()).stop(YEAR_1970)),
                Accounts.withId("stop-2100", Commands.of(beside.legId()).stop(YEAR_2100)));
        site.publish(beside.legId(), new Batch(Track.INCOMING, -1, astray));
        List<CommandResult> results = site.leg(bad).results(5);

        // Then
        assertThat(results).hasSize(5).allSatisfy(result -> assertInvalid(result, "issuedAt"));
        assertThat(site.leg(beside.legId()).results(3).stream()
                        .filter(result -> result.getCommandId().startsWith("stop-")))
                .hasSize(2)
                .allSatisfy(result -> assertInvalid(result, "issuedAt"));
    }

    @Test
    void metadataBeyondItsLimits_isRefusedAndBeyondACommandsSizeSetAside() {
        // Given
        Commands next = Commands.of(bad);
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 33; i++) {
            many.put("key-" + i, "v");
        }
        Command tooMany = next.command(START, start(null, many));
        Command tooLong = next.command(START, start(null, Map.of("k", "v".repeat(60_000))));
        Command tooLarge = next.command(START, start(null, Map.of("k", "v".repeat(66_000))));
        Command nearlyAMegabyte = next.command(START, start(null, Map.of("k", "v".repeat(1_000_000))));
        Command badKey = next.command(START, start(null, Map.of("a b", "v")));
        Command reserved = next.command(START, start(null, Map.of("Leg-Id", "v")));
        Command control = next.command(START, start(null, Map.of("k", "a\r\nx-amz-acl: public-read")));

        // When
        site.publish(tooMany, tooLong, tooLarge, nearlyAMegabyte, badKey, reserved, control);
        List<CommandResult> results = site.leg(bad).results(5);

        // Then
        assertThat(results).hasSize(5).allSatisfy(result -> assertInvalid(result, "metadata"));
        try (DeadLetterReader letters = site.deadLetters()) {
            assertThat(letters.await(bad, 2)).hasSize(2).allSatisfy(letter -> {
                assertThat(letter.reason()).isEqualTo("SENSELESS");
                assertThat(letter.detail()).contains("65,536");
            });
        }
    }

    @Test
    void prefixThatLeavesItsFolder_isRefused() {
        // Given
        Commands next = Commands.of(bad);
        List<Command> starts = new ArrayList<>();
        for (String prefix : List.of("..", "a/../b", "../other", "a/..", "/a", "a/", "a//b", "a\u0000b", "")) {
            starts.add(next.command(START, start(prefix, Map.of())));
        }

        // When
        site.publish(starts.toArray(Command[]::new));
        List<CommandResult> results = site.leg(bad).results(starts.size());

        // Then
        assertThat(results).hasSize(starts.size()).allSatisfy(result -> assertInvalid(result, "prefix"));
        assertThat(site.leg(bad).keys("recordings")).isEmpty();
    }

    @Test
    void idsThatLookLikePaths_stayInTheirFolder() {
        // Given
        String legId = "../../" + bad + "/..";
        Commands next = Commands.of(legId);
        TestCall call = TestCall.of(legId, START, 1, next.start(START), next.legEnded(at(1000)));

        // When
        site.publish(call);
        byte[] file = site.leg(legId).onlyFile();

        // Then
        assertThat(file).isEqualTo(site.expectedFile(call));
        assertThat(site.leg(legId).onlyDelivered().getUri())
                .startsWith("s3://recordings/recordings/2026/")
                .doesNotContain("/../");
    }

    @Test
    void thousandStartsAtOnce_haveOneResultEachAndOneRecording() {
        // Given
        Commands next = Commands.of(bad);
        List<Command> starts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            starts.add(next.start(at(0)));
        }
        TestCall call = TestCall.of(bad, START, 1, starts.get(0), next.legEnded(at(1000)));

        // When
        site.publish(starts.toArray(Command[]::new));
        List<CommandResult> results = site.leg(bad).results(1000);
        call.batches(10).forEach(batch -> site.publish(bad, batch));
        site.publish(call.end());
        byte[] file = site.leg(bad).onlyFile();

        // Then
        assertThat(results)
                .hasSize(1000)
                .extracting(CommandResult::getCommandId)
                .doesNotHaveDuplicates();
        assertThat(results.stream().filter(result -> result.getStatus() == CommandStatus.SUCCEEDED))
                .hasSize(1);
        assertThat(results.stream().filter(result -> result.getStatus() == CommandStatus.FAILED))
                .allMatch(result -> result.getErrorType() == ErrorType.RecordingAlreadyInProgress
                        || result.getErrorType() == ErrorType.SystemException);
        assertThat(file.length).isEqualTo(site.expectedFile(call).length);
        assertThat(site.leg(bad).results(1001)).hasSize(1001);
    }
}
