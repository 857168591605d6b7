package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.EndReason;
import io.tonearm.events.ErrorType;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.LegOwner;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.event.Times;
import io.tonearm.recorder.profile.PolicyProfile;
import io.tonearm.recorder.testing.Accounts;
import io.tonearm.recorder.testing.DeadLetterReader;
import io.tonearm.recorder.testing.Heard;
import io.tonearm.recorder.testing.StoredObjects;
import io.tonearm.recorder.testing.TestCall;
import io.tonearm.recorder.testing.TestCall.Batch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the rules of an account do to its recordings, and to nobody else's. Each test has accounts and legs of its own. */
final class PolicyIT {

    private static final long START = 1_795_165_200_000_000L;
    private static final String PROMPT = "300";

    private static Installation installation;
    private static Site site;
    private static Recorder recorder;

    @BeforeAll
    static void install() {
        installation = Installation.start();
        installation.servers().objectStore().createBucket("other-bucket");
        site = installation.site().with("settle.time.ms", PROMPT);
        recorder = site.startRecorder();
    }

    @AfterEach
    void noFailure() {
        assertThat(recorder.failure()).isNull();
    }

    @AfterAll
    static void uninstall() {
        recorder.close();
        site.close();
        installation.close();
    }

    private static long at(long millis) {
        return START + millis * 1000;
    }

    private static TestCall call(String accountId, String legId, int seconds, Command... commands) {
        return TestCall.of(
                legId,
                START,
                seconds,
                Stream.of(commands)
                        .map(command -> Accounts.as(accountId, command))
                        .toArray(Command[]::new));
    }

    private static TestCall pausedCall(String accountId, String legId) {
        Commands next = Commands.of(legId);
        return call(
                accountId,
                legId,
                4,
                next.start(START),
                next.pause(at(1000)),
                next.resume(at(2000)),
                next.legEnded(at(4000)));
    }

    private static Action.StartRecording startTo(String bucket, Map<String, String> metadata) {
        return new Action.StartRecording(
                TrackSelection.BOTH, List.of(new Destination(bucket, null)), null, null, metadata);
    }

    private static void assertPauseLeftOut(TestCall call) {
        Heard.of(call, START, at(1000))
                .then(at(2000), at(4000))
                .assertIn(site.leg(call.legId()).onlyFile());
    }

    private static void assertPauseSilent(Site where, TestCall call) {
        Heard.of(call, START, at(1000))
                .thenSilence(1000)
                .then(at(2000), at(4000))
                .assertIn(where.leg(call.legId()).onlyFile());
    }

    @Test
    void change_appliesToRecordingsThatStartAfterwards() {
        // Given
        site.policyOf("changing", PolicyProfile.AZURE, "settleTimeMillis", PROMPT);
        TestCall before = pausedCall("changing", "before");
        TestCall after = pausedCall("changing", "after");
        List<Batch> batches = before.batches(10);

        // When
        site.publish(before.command(0));
        batches.subList(0, 10).forEach(batch -> site.publish("before", batch));
        site.leg("before").lifecycle(1);
        site.policyOf(
                "changing",
                PolicyProfile.CHIME,
                "settleTimeMillis",
                PROMPT,
                "pauseTone",
                "false",
                "pricePerMinute",
                "0.5",
                "currency",
                "EUR");
        site.publish(before.command(1), before.command(2));
        batches.subList(10, batches.size()).forEach(batch -> site.publish("before", batch));
        site.publish(before.end());
        site.publish(after);

        // Then
        assertPauseLeftOut(before);
        assertPauseSilent(site, after);
        assertPrice("before", "0.01", "USD", 3_000_000);
        assertPrice("after", "0.5", "EUR", 4_000_000);
    }

    private static void assertPrice(String legId, String unitPrice, String currency, long billedMicros) {
        assertThat(site.leg(legId).billed(1)).singleElement().satisfies(bill -> {
            assertThat(bill.getUnitPrice()).isEqualByComparingTo(unitPrice);
            assertThat(bill.getCurrency()).isEqualTo(currency);
            assertThat(bill.getBilledMicros()).isEqualTo(billedMicros);
        });
    }

    @Test
    void brokenPolicy_isSetAsideAndTheLastGoodOneStaysEvenWithoutTheStateFolder() {
        // Given
        RecordingPolicy good = PolicyProfile.CHIME.form().policyOf("broken");
        good.setPauseTone(false);
        good.setSettleTimeMillis(300);
        TestCall first = pausedCall("broken", "first");
        TestCall second = pausedCall("broken", "second");

        try (Site own = installation.site().with("settle.time.ms", PROMPT);
                DeadLetterReader letters = own.deadLetters()) {
            // When
            try (Recorder beforeRestart = own.startRecorder()) {
                own.policy(good);
                own.send(own.topics().policies(), "broken", own.bytes(broken(good)));
                own.send(own.topics().policies(), "broken", own.bytes(ofAnotherAccount(good)));
                own.send(own.topics().policies(), "broken", "no policy".getBytes(StandardCharsets.UTF_8));
                List<DeadLetterReader.DeadLetter> set = letters.await("broken", 3);
                own.publish(first);

                // Then
                assertThat(set)
                        .hasSize(3)
                        .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo("BROKEN_POLICY"));
                assertThat(set.get(0).detail()).contains("settleTimeMillis");
                assertThat(set.get(1).detail()).contains("accountId");
                assertThat(set.get(2).headers()).containsEntry("value.bytes", "9");
                assertPauseSilent(own, first);
                assertThat(beforeRestart.failure()).isNull();
            }
            Installation.delete(own.stateFolder());
            try (Recorder afterRestart = own.startRecorder()) {
                own.publish(second);
                assertPauseSilent(own, second);
                assertThat(own.leg("second").onlyDelivered().getPausedMicros()).isEqualTo(1_000_000);
                assertThat(afterRestart.failure()).isNull();
            }
            assertThat(letters.await("broken", 3)).hasSize(3);
        }
    }

    private static RecordingPolicy broken(RecordingPolicy good) {
        return RecordingPolicy.newBuilder(good)
                .setPauseTone(true)
                .setSettleTimeMillis(5)
                .build();
    }

    private static RecordingPolicy ofAnotherAccount(RecordingPolicy good) {
        return RecordingPolicy.newBuilder(good)
                .setAccountId("somebody-else")
                .setPauseTone(true)
                .build();
    }

    @Test
    void removedPolicy_givesTheDefaultBack() {
        // Given
        site.policyOf("removed", PolicyProfile.AZURE, "settleTimeMillis", PROMPT);
        TestCall under = pausedCall("removed", "under");
        TestCall without = pausedCall("removed", "without");
        TestCall never = pausedCall("never-had-one", "never");

        // When
        site.publish(under);
        assertPauseLeftOut(under);
        site.removePolicy("removed");
        site.publish(without);
        site.publish(never);

        // Then
        assertThat(site.leg("without").onlyFile()).isEqualTo(site.expectedFile(without));
        assertThat(site.leg("never").onlyFile()).isEqualTo(site.expectedFile(never));
    }

    @Test
    void twoAccountsAtTheSameTime_goByTheirOwnRulesEach() {
        // Given
        site.policyOf("closing-up", PolicyProfile.AZURE, "settleTimeMillis", PROMPT);
        site.policyOf("keeping-time", PolicyProfile.CHIME, "settleTimeMillis", PROMPT, "pauseTone", "false");
        List<TestCall> calls = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            calls.add(pausedCall(i % 2 == 0 ? "closing-up" : "keeping-time", "mixed-" + i));
        }

        // When
        calls.forEach(call -> site.publish(call.command(0), call.command(1), call.command(2)));
        for (int batch = 0; batch < calls.get(0).batches(10).size(); batch++) {
            for (TestCall call : calls) {
                site.publish(call.legId(), call.batches(10).get(batch));
            }
        }
        calls.forEach(call -> site.publish(call.end()));

        // Then
        for (int i = 0; i < calls.size(); i++) {
            if (i % 2 == 0) {
                assertPauseLeftOut(calls.get(i));
            } else {
                assertPauseSilent(site, calls.get(i));
            }
        }
    }

    @Test
    void commandsOfAnotherAccount_areRefusedAndChangeNothing() {
        // Given
        Commands next = Commands.of("guarded");
        TestCall call = call("owner", "guarded", 3, next.start(START), next.legEnded(at(3000)));
        List<Command> foreign = Stream.of(
                        next.pause(at(1000)),
                        next.attach(at(1100), "agent", "mallory"),
                        next.start(at(1200)),
                        next.transferred(at(1300)),
                        next.stop(at(1400)),
                        next.recordAudio(at(1500)),
                        next.digit(at(1600), "#"),
                        next.legEnded(at(1700)))
                .map(command -> Accounts.as("intruder", command))
                .toList();
        site.policyOf("intruder", PolicyProfile.AZURE, "settleTimeMillis", PROMPT);

        // When
        site.publish(call.command(0));
        site.leg("guarded").results(1);
        site.publish(foreign.toArray(Command[]::new));
        call.batches(10).forEach(batch -> site.publish("guarded", batch));
        site.publish(call.end());
        RecordingDelivered delivered = site.leg("guarded").onlyDelivered();

        // Then
        Heard.of(call, START, at(3000)).assertIn(site.leg("guarded").file(delivered));
        assertThat(delivered.getMetadata()).isEmpty();
        List<CommandResult> refused = site.leg("guarded").results(10).subList(1, 9);
        assertThat(refused).hasSize(foreign.size()).allSatisfy(result -> {
            assertThat(result.getAccountId()).isEqualTo("intruder");
            assertThat(result.getErrorType()).isEqualTo(ErrorType.InvalidActionParameter);
            assertThat(result.getErrorMessage()).contains("`accountId`");
            assertThat(result.getRecordingId()).isNull();
        });
    }

    @Test
    void commandIdThatAnotherAccountUsed_isStillTheOwners() {
        // Given
        Commands next = Commands.of("id-taken");
        TestCall call = pausedCall("owner", "id-taken");
        Command pause = call.command(1);
        Command foreign = Accounts.as("intruder", Accounts.withId(pause.commandId(), next.stop(at(500))));

        // When
        site.publish(call.command(0));
        site.leg("id-taken").results(1);
        site.publish(foreign);
        site.leg("id-taken").results(2);
        call.batches(10).forEach(batch -> site.publish("id-taken", batch));
        site.publish(call.command(1), call.command(2), call.end());
        byte[] file = site.leg("id-taken").onlyFile();

        // Then
        assertThat(file).isEqualTo(site.expectedFile(call));
        assertThat(site.leg("id-taken").results(5).stream()
                        .filter(result -> result.getAccountId().equals("owner")))
                .hasSize(4)
                .allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
    }

    @Test
    void answerOfAnAccount_isNotToldToAnotherThatRepeatsItsCommandId() {
        // Given
        Commands next = Commands.of("not-told");
        Command start = Accounts.as("owner", next.start(START));
        Command end = Accounts.as("owner", next.legEnded(at(1000)));

        // When
        site.publish(start);
        site.leg("not-told").results(1);
        site.publish(Accounts.as("intruder", start));
        List<CommandResult> results = site.leg("not-told").results(2);
        site.publish(end);

        // Then
        assertThat(results.get(1).getAccountId()).isEqualTo("intruder");
        assertThat(results.get(1).getErrorMessage()).contains("`accountId`");
        assertThat(results.get(1).getDestinations()).isEmpty();
        assertThat(site.leg("not-told").delivered(1)).hasSize(1);
    }

    @Test
    void startOfAnotherAccountThatFails_leavesTheNextStartToItsOwnRules() {
        // Given
        site.policyOf("first-come", PolicyProfile.CHIME, "settleTimeMillis", PROMPT, "allowedBuckets", "there-is-none");
        site.policyOf("next-come", PolicyProfile.AZURE, "settleTimeMillis", PROMPT);
        Commands next = Commands.of("contested");
        Command denied = Accounts.as("first-come", next.command(START, startTo("there-is-none", Map.of())));
        TestCall call = call(
                "next-come",
                "contested",
                4,
                next.start(START + 1),
                next.pause(at(1000)),
                next.resume(at(2000)),
                next.legEnded(at(4000)));

        // When
        site.publish(denied);
        site.publish(call);
        List<CommandResult> results = site.leg("contested").results(5);

        // Then
        assertThat(results)
                .extracting(CommandResult::getErrorType)
                .containsExactly(ErrorType.NoAccessToDestination, null, null, null, null);
        assertThat(site.leg("contested").onlyDelivered().getPausedMicros()).isEqualTo(1_000_000);
        assertPrice("contested", "0.01", "USD", 2_999_999);
    }

    @Test
    void framesOfAnotherAccount_areNotInTheFile() {
        // Given
        Commands next = Commands.of("frames");
        TestCall call = call("owner", "frames", 3, next.start(START), next.legEnded(at(3000)));
        LegOwner owner = new LegOwner("call-1", "owner");
        LegOwner intruder = new LegOwner("call-1", "intruder");

        // When
        site.publish(call.command(0));
        site.leg("frames").results(1);
        for (Batch batch : call.batches(10)) {
            Track other = batch.track() == Track.INCOMING ? Track.OUTGOING : Track.INCOMING;
            site.publish("frames", new Batch(other, -1, batch.frames()), intruder);
            site.publish("frames", batch, owner);
        }
        site.publish(call.end());
        RecordingDelivered delivered = site.leg("frames").onlyDelivered();

        // Then
        assertThat(site.leg("frames").file(delivered)).isEqualTo(site.expectedFile(call));
        assertThat(delivered.getQuality())
                .hasSize(2)
                .allSatisfy(track -> assertThat(track.getPacketsReceived())
                        .isEqualTo(call.of(Track.INCOMING).size()));
    }

    @Test
    void bucketThatThePolicyDoesNotAllow_isRefused() {
        // Given
        site.policyOf("limited", PolicyProfile.CHIME, "settleTimeMillis", PROMPT, "allowedBuckets", "recordings");
        Commands next = Commands.of("limited");
        Commands free = Commands.of("unlimited");
        TestCall limited = call(
                "limited",
                "limited",
                2,
                next.command(START, startTo("other-bucket", Map.of())),
                next.start(at(1000)),
                next.legEnded(at(2000)));
        TestCall unlimited = call(
                "unlimited",
                "unlimited",
                1,
                free.command(START, startTo("other-bucket", Map.of())),
                free.legEnded(at(1000)));

        // When
        site.publish(limited);
        site.publish(unlimited);
        RecordingDelivered allowed = site.leg("unlimited").onlyDelivered();
        byte[] file = site.leg("limited").onlyFile();

        // Then
        assertThat(site.leg("limited").results(3).get(0).getErrorMessage())
                .isEqualTo("`bucket` parameter value is invalid: the account's policy does not allow it");
        assertThat(site.leg("limited").keys("other-bucket")).isEmpty();
        Heard.of(limited, at(1000), at(2000)).assertIn(file);
        assertThat(allowed.getUri()).startsWith("s3://other-bucket/");
    }

    @Test
    void sidecar_describesTheObjectBesideIt() throws IOException, GeneralSecurityException {
        // Given
        site.policyOf("described", PolicyProfile.CHIME, "settleTimeMillis", PROMPT, "sidecar", "true");
        Commands next = Commands.of("described");
        TestCall call = call(
                "described",
                "described",
                4,
                next.command(START, startTo("recordings", Map.of("agent", "Zoë"))),
                next.pause(at(1000)),
                next.resume(at(2500)),
                next.legEnded(at(4000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("described").onlyDelivered();

        // Then
        assertThat(delivered.getSidecarUri()).isEqualTo(delivered.getUri().replace(".wav", ".json"));
        JsonNode sidecar;
        byte[] wav;
        try (StoredObjects objects = site.objects()) {
            sidecar = new JsonMapper().readTree(objects.bytes(delivered.getSidecarUri()));
            wav = objects.bytes(delivered.getUri());
        }
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(wav));
        assertThat(sidecar.at("/file/sha256").textValue()).isEqualTo(sha256);
        assertThat(sidecar.at("/file/bytes").longValue()).isEqualTo(wav.length);
        assertThat(sidecar.at("/recordingId").textValue()).isEqualTo(delivered.getRecordingId());
        assertThat(sidecar.at("/accountId").textValue()).isEqualTo("described");
        assertThat(sidecar.at("/endReason").textValue()).isEqualTo("LEG_ENDED");
        assertThat(sidecar.at("/metadata/agent").textValue()).isEqualTo("Zoë");
        assertThat(sidecar.at("/pauses")).hasSize(1);
        assertThat(sidecar.at("/pauses/0/from").textValue())
                .isEqualTo(Times.instant(at(1000)).toString());
        assertThat(sidecar.at("/pauses/0/to").textValue())
                .isEqualTo(Times.instant(at(2500)).toString());
        assertThat(sidecar.at("/markers")).hasSize(2);
        assertThat(sidecar.at("/markers/0/sample").longValue()).isEqualTo(8000);
        assertThat(sidecar.at("/markers/1/sample").longValue()).isEqualTo(20_000);
        assertThat(sidecar.at("/tracks")).hasSize(2);
        assertThat(sidecar.at("/tracks/0/packetsReceived").longValue())
                .isEqualTo(delivered.getQuality().get(0).getPacketsReceived());
        assertThat(sidecar.at("/tracks/0/codecs/0").textValue()).isEqualTo("PCMU");
    }

    @Test
    void lostHangup_endsTheRecordingAfterItsLastPacket() {
        // Given
        site.policyOf("hangup-lost", PolicyProfile.CHIME, "settleTimeMillis", PROMPT, "noMediaTimeoutSeconds", "1");
        TestCall call =
                call("hangup-lost", "hangup-lost", 2, Commands.of("hangup-lost").start(START));

        // When
        site.publish(call.command(0));
        call.batches(10).forEach(batch -> site.publish("hangup-lost", batch));
        RecordingDelivered delivered = site.leg("hangup-lost").onlyDelivered();

        // Then
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.NO_MEDIA);
        assertThat(delivered.getEndedAt()).isEqualTo(Times.instant(at(2980)));
        Heard.of(call, START, at(2000))
                .thenSilence(980)
                .assertIn(site.leg("hangup-lost").file(delivered));
    }

    @Test
    void longestRecording_endsByItself() {
        // Given
        site.policyOf("longest", PolicyProfile.CHIME, "settleTimeMillis", PROMPT, "longestRecordingSeconds", "2");
        TestCall call = call("longest", "longest", 4, Commands.of("longest").start(START));

        // When
        site.publish(call.command(0));
        call.batches(10).forEach(batch -> site.publish("longest", batch));
        RecordingDelivered delivered = site.leg("longest").onlyDelivered();

        // Then
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.DURATION_REACHED);
        Heard.of(call, START, at(2000)).assertIn(site.leg("longest").file(delivered));
    }

    @Test
    void longestPause_resumesByItselfOrEndsTheRecording() {
        // Given
        String[] resuming = {"settleTimeMillis", PROMPT, "longestPauseSeconds", "1", "onLongestPause", "RESUME"};
        String[] stopping = {"settleTimeMillis", PROMPT, "longestPauseSeconds", "1", "onLongestPause", "STOP"};
        site.policyOf("resuming", PolicyProfile.AZURE, resuming);
        site.policyOf("stopping", PolicyProfile.AZURE, stopping);
        Commands first = Commands.of("resuming");
        Commands second = Commands.of("stopping");
        TestCall resumed =
                call("resuming", "resuming", 4, first.start(START), first.pause(at(1000)), first.legEnded(at(4000)));
        TestCall ended =
                call("stopping", "stopping", 4, second.start(START), second.pause(at(1000)), second.legEnded(at(4000)));

        // When
        site.publish(resumed);
        site.publish(ended);

        // Then
        Heard.of(resumed, START, at(1000))
                .then(at(2000), at(4000))
                .assertIn(site.leg("resuming").onlyFile());
        Heard.of(ended, START, at(1000)).assertIn(site.leg("stopping").onlyFile());
        assertThat(site.leg("stopping").onlyDelivered().getEndReason()).isEqualTo(EndReason.PAUSE_EXPIRED);
    }

    @Test
    void metadataOfTheStartAndAttachedLater_isWithTheObjectAndTheEvent() {
        // Given
        Commands next = Commands.of("worded");
        TestCall call = call(
                "worded",
                "worded",
                3,
                next.command(START, startTo("recordings", Map.of("agent", "7", "queue", "sales"))),
                next.attach(at(2000), "agent", "8"),
                next.attach(at(1000), "agent", "never seen: it is the earlier one"),
                next.attach(at(2500), "case", "4711"),
                next.legEnded(at(3000)));

        // When
        site.publish(call);
        RecordingDelivered delivered = site.leg("worded").onlyDelivered();

        // Then
        assertThat(delivered.getMetadata())
                .containsExactlyInAnyOrderEntriesOf(Map.of("agent", "8", "queue", "sales", "case", "4711"));
        try (StoredObjects objects = site.objects()) {
            assertThat(objects.metadata(delivered.getUri()))
                    .containsEntry("agent", "8")
                    .containsEntry("queue", "sales")
                    .containsEntry("case", "4711")
                    .containsEntry("call-id", "call-1")
                    .containsEntry("leg-id", "worded")
                    .containsEntry("recording-duration", "3");
        }
        assertThat(site.leg("worded").results(5))
                .hasSize(5)
                .allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
    }

    @Test
    void fallbackDestination_takesWhatNoDestinationTook() {
        // Given
        site.policyOf(
                "falling-back",
                PolicyProfile.CHIME,
                "settleTimeMillis",
                PROMPT,
                "fallbackDestination.bucket",
                "other-bucket",
                "fallbackDestination.prefix",
                "rescued");
        installation.servers().objectStore().createBucket("vanishing");
        Commands next = Commands.of("fallback");
        TestCall call = call(
                "falling-back",
                "fallback",
                1,
                next.command(START, startTo("vanishing", Map.of())),
                next.legEnded(at(1000)));

        // When
        site.publish(call.command(0));
        assertThat(site.leg("fallback").results(1).get(0).getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
        Installation.delete(installation.servers().objectStore().bucketFolder("vanishing"));
        call.batches(10).forEach(batch -> site.publish("fallback", batch));
        site.publish(call.end());
        RecordingDelivered delivered = site.leg("fallback").onlyDelivered();

        // Then
        assertThat(delivered.getUri()).startsWith("s3://other-bucket/rescued/");
        assertThat(site.leg("fallback").file(delivered)).isEqualTo(site.expectedFile(call));
        assertThat(site.leg("fallback").billed(1))
                .extracting(RecordingBilled::getObjectUri)
                .containsExactly(delivered.getUri());
    }
}
