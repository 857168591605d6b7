package io.tonearm.recorder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.EndReason;
import io.tonearm.events.ErrorType;
import io.tonearm.events.LifecycleEvent;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RecordingUndelivered;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.PublishedPackets;
import io.tonearm.media.recording.TrackSelection;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.Tape;
import io.tonearm.media.testing.WavSamples;
import io.tonearm.recorder.profile.PolicyProfile;
import io.tonearm.recorder.testing.Await;
import io.tonearm.recorder.testing.FaultProxy;
import io.tonearm.recorder.testing.ScriptedServer;
import io.tonearm.recorder.testing.ScriptedServer.Answer;
import io.tonearm.recorder.testing.ScriptedServer.Request;
import io.tonearm.recorder.testing.Spectrum;
import io.tonearm.recorder.testing.TestCall;
import io.tonearm.recorder.testing.TopicReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page "Using call recording" of Amazon Chime SDK, sentence by sentence. Each test has a leg of its own. */
final class ChimeCallRecordingIT {

    private static final long START = 1_795_165_200_000_000L;
    private static final int RATE = 8000;
    private static final int TONE_SAMPLES = RATE / 5;

    private static Installation installation;
    private static Site site;
    private static Recorder recorder;

    @BeforeAll
    static void start() {
        installation = Installation.start();
        site = quick(installation.site());
        recorder = site.startRecorder();
        site.policy(PolicyProfile.CHIME, "settleTimeMillis", "300", "pricePerMinute", "0.02");
    }

    private static Site quick(Site slow) {
        return slow.with("settle.time.ms", "300").with("delivery.give.up.ms", "1000");
    }

    @AfterAll
    static void stop() {
        assertThat(recorder.failure()).isNull();
        recorder.close();
        site.close();
        installation.close();
    }

    private static long at(long millis) {
        return START + millis * 1000;
    }

    private static FrameSequence incoming(int seconds) {
        return FrameSequence.from(START).count(seconds * 50).ssrc(0x1001);
    }

    private static FrameSequence outgoing(int seconds) {
        return FrameSequence.from(START).count(seconds * 50).ssrc(0x1002).firstSample(50_000_000L);
    }

    private static Map<Track, List<RtpFrame>> talk(int seconds) {
        return Map.of(
                Track.INCOMING, incoming(seconds).frames(),
                Track.OUTGOING, outgoing(seconds).frames());
    }

    private static Command start(
            Commands next, long millis, TrackSelection tracks, String bucket, @Nullable String prefix) {
        List<Destination> destinations = List.of(new Destination(bucket, prefix));
        return next.command(at(millis), new Action.StartRecording(tracks, destinations, null, null, Map.of()));
    }

    private static RecordingDelivered delivered(TestCall call) {
        site.publish(call);
        return site.awaitDelivered(call.legId());
    }

    private static WavSamples wav(RecordingDelivered delivered) {
        return WavSamples.read(site.object(delivered));
    }

    private static RecordingBilled billed(String legId) {
        try (TopicReader<RecordingBilled> reader = site.billed()) {
            return reader.awaitFirst(legId, event -> event.getLegId().equals(legId));
        }
    }

    private static List<RecordingDelivered> allDelivered(String legId) {
        try (TopicReader<RecordingDelivered> reader = site.delivered()) {
            return reader.all().stream()
                    .filter(event -> event.getLegId().equals(legId))
                    .toList();
        }
    }

    private static void assertRefused(CommandResult result, ErrorType type) {
        assertThat(result.getStatus()).isEqualTo(CommandStatus.FAILED);
        assertThat(result.getErrorType()).isEqualTo(type);
    }

    @Test
    @DisplayName("To start on-demand recording of a call ..., return the StartCallRecording action.")
    void startOnDemandInMidCall_recordsFromThenOn() {
        Commands next = Commands.of("on-demand");
        TestCall call =
                new TestCall("on-demand", List.of(next.start(at(1000)), next.legEnded(at(3000))), talk(3)).counted();

        RecordingDelivered delivered = delivered(call);

        Tape.of(2000 * 8)
                .put(-1000 * 8, incoming(3).samples())
                .assertEquals(wav(delivered).channel(0));
        Tape.of(2000 * 8)
                .put(-1000 * 8, outgoing(3).samples())
                .assertEquals(wav(delivered).channel(1));
    }

    @Test
    @DisplayName("To start call recording in response to a SIP event, you return the StartCallRecording action.")
    void startInResponseToASipEvent_recordsFromBeforeTheFirstPacket() {
        Commands next = Commands.of("on-answer");
        TestCall call =
                new TestCall("on-answer", List.of(next.start(at(-500)), next.legEnded(at(2000))), talk(2)).counted();

        RecordingDelivered delivered = delivered(call);

        Tape.of(2500 * 8)
                .put(500 * 8, incoming(2).samples())
                .assertEquals(wav(delivered).channel(0));
    }

    @Test
    @DisplayName(
            "You can pause and resume an in-progress recording."
                    + " Each time you pause or resume a recording, the action captures a tone that indicates the pause or resumption.")
    void eachTimeYouPauseOrResume_aToneIsCaptured() {
        Commands next = Commands.of("tones");
        List<Command> commands = List.of(
                next.start(START),
                next.pause(at(500)),
                next.resume(at(1500)),
                next.pause(at(2000)),
                next.resume(at(2600)),
                next.legEnded(at(3000)));

        RecordingDelivered delivered = delivered(new TestCall("tones", commands, talk(3)).counted());

        for (int channel = 0; channel < 2; channel++) {
            short[] heard = wav(delivered).channel(channel);
            assertPause(heard, 500 * 8, 1500 * 8);
            assertPause(heard, 2000 * 8, 2600 * 8);
            Arrays.fill(heard, 500 * 8, 1500 * 8, (short) 0);
            Arrays.fill(heard, 2000 * 8, 2600 * 8, (short) 0);
            FrameSequence said = channel == 0 ? incoming(3) : outgoing(3);
            Tape.of(3000 * 8)
                    .put(0, said.samples())
                    .erase(500 * 8, 1500 * 8)
                    .erase(2000 * 8, 2600 * 8)
                    .assertEquals(heard);
        }
    }

    /** 440 Hz where it begins, 880 Hz where it ends, silence between; nothing of what was said. */
    private static void assertPause(short[] heard, int from, int to) {
        assertThat(Spectrum.share(heard, from, from + TONE_SAMPLES, 440, RATE)).isBetween(0.95, 1.0);
        assertThat(Spectrum.share(heard, from, from + TONE_SAMPLES, 880, RATE)).isLessThan(0.01);
        assertThat(Spectrum.share(heard, to - TONE_SAMPLES, to, 880, RATE)).isBetween(0.95, 1.0);
        assertThat(Spectrum.share(heard, to - TONE_SAMPLES, to, 440, RATE)).isLessThan(0.01);
        assertThat(Arrays.copyOfRange(heard, from + TONE_SAMPLES, to - TONE_SAMPLES))
                .containsOnly(0);
    }

    @Test
    @DisplayName(
            "When you pause, the action records silence, which Amazon Chime SDK uses to track the length of the pause"
                    + " and include the pauses in your bill.")
    void whenYouPause_silenceOfTheSameLengthIsRecordedAndBilled() {
        Commands next = Commands.of("silence");
        List<Command> commands =
                List.of(next.start(START), next.pause(at(1003)), next.resume(at(2500)), next.legEnded(at(3000)));

        RecordingDelivered delivered = delivered(new TestCall("silence", commands, talk(3)).counted());

        assertThat(wav(delivered).channel(0)).hasSize(3000 * 8);
        assertThat(delivered.getDurationMicros()).isEqualTo(3_000_000);
        assertThat(delivered.getPausedMicros()).isEqualTo(1_497_000);
        assertThat(delivered.getRecordedMicros()).isEqualTo(1_503_000);
        RecordingBilled billed = billed("silence");
        assertThat(billed.getPausedMicros()).isEqualTo(1_497_000);
        assertThat(billed.getBilledMicros()).isEqualTo(3_000_000);
    }

    @Test
    @DisplayName("You can pause and resume recording as often as needed.")
    void pausedAndResumedAHundredTimes_keepsEveryStretchBetween() {
        // Given
        Commands next = Commands.of("often");
        List<Command> commands = new ArrayList<>(List.of(next.start(START)));
        Tape left = Tape.of(4500 * 8).put(0, incoming(5).samples());
        for (int from = 20; from < 4000; from += 40) {
            commands.add(next.pause(at(from)));
            commands.add(next.resume(at(from + 20)));
            left.erase(from * 8, (from + 20) * 8);
        }
        commands.add(next.legEnded(at(4500)));

        // When
        RecordingDelivered delivered = delivered(new TestCall("often", commands, talk(5)).counted());

        // Then
        short[] heard = wav(delivered).channel(0);
        for (int from = 20; from < 4000; from += 40) {
            Arrays.fill(heard, from * 8, (from + 20) * 8, (short) 0);
        }
        left.assertEquals(heard);
        assertThat(delivered.getPauses()).hasSize(100);
        assertThat(delivered.getPausedMicros()).isEqualTo(2_000_000);
        try (TopicReader<CommandResult> results = site.reader(site.topics().results(), CommandResult.class)) {
            assertThat(results.all())
                    .filteredOn(result -> result.getLegId().equals("often"))
                    .hasSize(commands.size())
                    .allMatch(result -> result.getStatus() == CommandStatus.SUCCEEDED);
        }
    }

    @Test
    @DisplayName("To stop call recording, you return the StopCallRecording action.")
    void stop_endsTheRecordingWhileTheCallGoesOn() {
        Commands next = Commands.of("stopped");
        site.publish(next.start(START));
        site.publish("stopped", Track.INCOMING, incoming(3).frames());
        site.publish("stopped", Track.OUTGOING, outgoing(3).frames());

        site.publish(next.command(at(2000), new Action.StopRecording(new PublishedPackets(100, 100))));

        RecordingDelivered delivered = site.awaitDelivered("stopped");
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.STOPPED);
        Tape.of(2000 * 8)
                .put(0, incoming(2).samples())
                .assertEquals(wav(delivered).channel(0));
    }

    @Test
    @DisplayName("However, call recordings automatically stop when the call stops,"
            + " and in that case you don't need to explicitly return the StopCallRecording action.")
    void callStops_recordingsAutomaticallyStop() {
        // Given
        Commands next = Commands.of("hangup");
        TestCall call = new TestCall(
                        "hangup", List.of(next.start(START), next.pause(at(1500)), next.legEnded(at(1800))), talk(2))
                .counted();

        // When
        RecordingDelivered delivered = delivered(call);

        // Then
        assertThat(delivered.getEndReason()).isEqualTo(EndReason.LEG_ENDED);
        assertThat(delivered.getDurationMicros()).isEqualTo(1_800_000);
        assertThat(delivered.getPausedMicros()).isEqualTo(300_000);
        assertRefused(stopAfterwards(next), ErrorType.RecordingNotStarted);
    }

    private static CommandResult stopAfterwards(Commands next) {
        Command stop = next.stop(at(2000));
        site.publish(stop);
        return site.awaitResult(stop);
    }

    @Test
    @DisplayName("You can only start and stop recording once for an individual call leg.")
    void startAndStop_succeedOnlyOnceForAnIndividualCallLeg() {
        // Given
        Commands next = Commands.of("once");
        Command first = next.start(START);
        Command meanwhile = next.start(at(500));
        Command stop = next.command(at(1000), new Action.StopRecording(new PublishedPackets(50, 50)));
        Command stopAgain = next.stop(at(1200));
        Command again = next.start(at(1500));
        Command ended = next.legEnded(at(2000));
        Command other = Commands.of("once-other").start(at(1500));

        // When
        site.publish(first);
        site.publish("once", Track.INCOMING, incoming(2).frames());
        site.publish("once", Track.OUTGOING, outgoing(2).frames());
        site.publish(meanwhile, stop, stopAgain, again, ended, other);

        // Then
        assertThat(site.awaitResult(first).getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
        assertRefused(site.awaitResult(meanwhile), ErrorType.RecordingAlreadyInProgress);
        assertThat(site.awaitResult(stop).getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
        assertRefused(site.awaitResult(stopAgain), ErrorType.RecordingNotStarted);
        assertRefused(site.awaitResult(again), ErrorType.RecordingAlreadyEnded);
        assertThat(site.awaitResult(other).getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
        site.awaitResult(ended);
        site.awaitDelivered("once");
        assertThat(allDelivered("once"))
                .extracting(RecordingDelivered::getDurationMicros)
                .containsExactly(1_000_000L);
    }

    @Test
    @DisplayName(
            "Amazon Chime SDK delivers call recordings to an Amazon S3 bucket that you select."
                    + " Once a call stops, the SIP media application delivers the recording to the folder specified in the Destination.")
    void onceACallStops_theRecordingIsDeliveredToTheFolderOfItsDestination() {
        // Given
        installation.servers().objectStore().createBucket("selected");
        Commands next = Commands.of("folder");
        Command start = start(next, 0, TrackSelection.BOTH, "selected", "support/team-a");
        Command paused = next.pause(at(1500));

        // When
        site.publish(start);
        site.publish("folder", Track.INCOMING, incoming(2).frames());
        site.publish("folder", Track.OUTGOING, outgoing(2).frames());
        site.publish(paused);
        CommandResult started = site.awaitResult(start);
        site.awaitResult(paused);

        // Then
        String key = "support/team-a/2026/11/20/2026-11-20-09-00-00-000_call-1_folder.wav";
        assertThat(started.getDestinations()).singleElement().satisfies(object -> {
            assertThat(object.getBucket()).isEqualTo("selected");
            assertThat(object.getKey()).isEqualTo(key);
        });
        assertThat(site.file("s3://selected/" + key)).doesNotExist();
        site.publish(next.command(at(2000), new Action.LegEnded(new PublishedPackets(100, 100))));
        assertThat(site.awaitDelivered("folder").getUri()).isEqualTo("s3://selected/" + key);
        assertThat(WavSamples.read(site.object("s3://selected/" + key)).channel(0))
                .hasSize(2000 * 8);
    }

    @Test
    @DisplayName("NoAccessToDestination: Error while accessing destination")
    void destinationWithoutAccess_isRefusedAtTheStart() {
        // Given
        Commands next = Commands.of("no-access");
        Command start = start(next, 0, TrackSelection.BOTH, "nobodys-bucket", null);
        Command ended = next.legEnded(at(1000));

        // When
        site.publish(start);
        site.publish("no-access", Track.INCOMING, incoming(1).frames());
        CommandResult refused = site.awaitResult(start);
        site.publish(ended);

        // Then
        assertRefused(refused, ErrorType.NoAccessToDestination);
        assertThat(refused.getErrorMessage()).isEqualTo("Error while accessing destination");
        assertThat(refused.getRecordingId()).isNull();
        assertThat(refused.getDestinations()).isEmpty();
        site.awaitResult(ended);
        assertThat(lifecycle(site, "no-access")).isEmpty();
    }

    private static List<LifecycleEvent> lifecycle(Site where, String legId) {
        try (TopicReader<RecordingLifecycle> reader =
                where.reader(where.topics().lifecycle(), RecordingLifecycle.class)) {
            return reader.all().stream()
                    .filter(event -> event.getLegId().equals(legId))
                    .map(RecordingLifecycle::getEvent)
                    .toList();
        }
    }

    @Test
    @DisplayName("The Amazon S3 bucket must belong to your AWS account.")
    void bucketOfAnotherAccount_isRefusedAtTheStart() {
        try (ScriptedServer s3 = new ScriptedServer(ChimeCallRecordingIT::ownedByOther);
                Site strict = quick(installation.site(s3.endpoint()));
                Recorder guarded = strict.startRecorder()) {
            // Given
            strict.policy(PolicyProfile.CHIME, "expectedBucketOwner", "111122223333");
            Command start = Commands.of("owner").start(START);

            // When
            strict.publish(start);

            // Then
            assertRefused(strict.awaitResult(start), ErrorType.NoAccessToDestination);
            assertThat(lifecycle(strict, "owner")).isEmpty();
            assertThat(guarded.failure()).isNull();
        }
    }

    private static Answer ownedByOther(Request request) {
        String expected = request.headers().getOrDefault("x-amz-expected-bucket-owner", "999999999999");
        return expected.equals("999999999999")
                ? Answer.of(
                        200, "<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>")
                : Answer.error(403, "AccessDenied");
    }

    @Test
    @DisplayName("The Amazon Chime SDK records calls in an open WAV format.")
    void calls_areRecordedInAnOpenWavFormat() {
        Commands next = Commands.of("wav");
        TestCall call = new TestCall("wav", List.of(next.start(START), next.legEnded(at(1000))), talk(1)).counted();

        RecordingDelivered delivered = delivered(call);

        byte[] bytes = site.object(delivered);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(bytes, 0, 4, US_ASCII)).isEqualTo("RIFF");
        assertThat(file.getInt(4)).isEqualTo(bytes.length - 8);
        assertThat(new String(bytes, 8, 4, US_ASCII)).isEqualTo("WAVE");
        int format = chunk(bytes, "fmt ");
        assertThat(file.getShort(format)).as("linear PCM").isEqualTo((short) 1);
        assertThat(file.getShort(format + 2)).as("channels").isEqualTo((short) 2);
        assertThat(file.getInt(format + 4)).as("samples per second").isEqualTo(8000);
        assertThat(file.getInt(format + 8)).as("bytes per second").isEqualTo(32_000);
        assertThat(file.getShort(format + 12)).as("bytes per block").isEqualTo((short) 4);
        assertThat(file.getShort(format + 14)).as("bits per sample").isEqualTo((short) 16);
        assertThat(file.getInt(chunk(bytes, "data") - 4)).as("bytes of samples").isEqualTo(32_000);
        assertThat(delivered.getMediaType()).isEqualTo("audio/wav");
    }

    /** Where the content of a chunk begins. */
    private static int chunk(byte[] file, String id) {
        ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = 12;
        while (!new String(file, at, 4, US_ASCII).equals(id)) {
            int length = numbers.getInt(at + 4);
            at += 8 + length + length % 2;
        }
        return at + 8;
    }

    @Test
    @DisplayName(
            "Calls that record incoming and outgoing tracks use stereo mode, with the incoming track in the left channel"
                    + " and the outgoing track on the right channel.")
    void incomingAndOutgoingTracks_areLeftAndRightChannelsOfAStereoFile() {
        Commands next = Commands.of("stereo");
        TestCall call = new TestCall("stereo", List.of(next.start(START), next.legEnded(at(2000))), talk(2)).counted();

        WavSamples wav = wav(delivered(call));

        assertThat(wav.channels()).isEqualTo(2);
        Tape.of(2000 * 8).put(0, incoming(2).samples()).assertEquals(wav.channel(0));
        Tape.of(2000 * 8).put(0, outgoing(2).samples()).assertEquals(wav.channel(1));
    }

    @ParameterizedTest
    @CsvSource({"INCOMING", "OUTGOING"})
    @DisplayName("If you record only the incoming or outgoing track, the system uses mono mode.")
    void onlyTheIncomingOrOutgoingTrack_isMono(TrackSelection only) {
        String legId = "mono-" + only;
        Commands next = Commands.of(legId);
        TestCall call = new TestCall(
                        legId, List.of(start(next, 0, only, "recordings", null), next.legEnded(at(1000))), talk(1))
                .counted();

        RecordingDelivered delivered = delivered(call);

        assertThat(delivered.getChannels()).isEqualTo(1);
        WavSamples wav = wav(delivered);
        assertThat(wav.channels()).isEqualTo(1);
        FrameSequence wanted = only == TrackSelection.INCOMING ? incoming(1) : outgoing(1);
        Tape.of(1000 * 8).put(0, wanted.samples()).assertEquals(wav.channel(0));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0.02", "60000, 1, 0.02", "60001, 2, 0.04", "150000, 3, 0.06"})
    @DisplayName("Amazon Chime SDK bills you per minute for the time that call recording is enabled for a call leg,"
            + " and that time includes all pauses.")
    void enabledTimeWithAllPauses_isBilledPerMinute(long millis, BigDecimal minutes, BigDecimal amount) {
        String legId = "billed-" + millis;
        Commands next = Commands.of(legId);
        List<Command> commands = List.of(next.start(START), next.pause(at(millis / 4)), next.legEnded(at(millis)));

        RecordingDelivered delivered = delivered(new TestCall(legId, commands, Map.of()).counted());

        RecordingBilled billed = billed(legId);
        assertThat(delivered.getMediaMissing()).isTrue();
        assertThat(billed.getEnabledMicros()).isEqualTo(millis * 1000);
        assertThat(billed.getPausedMicros()).isEqualTo(millis * 1000 - millis / 4 * 1000);
        assertThat(billed.getBillableMinutes()).isEqualByComparingTo(minutes);
        assertThat(billed.getUnitPrice()).isEqualByComparingTo("0.02");
        assertThat(billed.getAmount()).isEqualByComparingTo(amount);
        assertThat(billed.getUsageStart()).isEqualTo(delivered.getStartedAt());
        assertThat(billed.getUsageEnd()).isEqualTo(delivered.getEndedAt());
    }

    @Test
    @DisplayName(
            "You are billed for the call recording usage once the call recording is delivered to your Amazon S3 bucket.")
    void usage_isBilledOnceTheRecordingIsDelivered() {
        URI s3 = installation.servers().objectStore().endpoint();
        try (FaultProxy way = new FaultProxy(s3);
                Site slow = quick(installation.site(way.endpoint())).with("delivery.give.up.ms", "600000");
                Recorder blocked = slow.startRecorder();
                TopicReader<RecordingBilled> bills = slow.billed()) {
            // Given
            Commands next = Commands.of("bill-later");
            Command start = next.start(START);
            slow.publish(start);
            assertThat(slow.awaitResult(start).getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
            way.shut();
            int stuck = way.stuckRequests();
            slow.publish(next.command(at(1000), new Action.LegEnded(new PublishedPackets(0, 0))));
            Await.until("an upload under way", () -> way.stuckRequests() > stuck);
            assertThat(bills.all()).isEmpty();

            // When
            way.open();

            // Then
            RecordingDelivered delivered = slow.awaitDelivered("bill-later");
            assertThat(bills.await(1)).singleElement().satisfies(bill -> {
                assertThat(bill.getRecordingId()).isEqualTo(delivered.getRecordingId());
                assertThat(bill.getBilledAt()).isEqualTo(delivered.getDeliveredAt());
                assertThat(bill.getObjectUri()).isEqualTo(delivered.getUri());
            });
            assertThat(blocked.failure()).isNull();
        }
    }

    @Test
    @DisplayName("... once the call recording is delivered: never where it is not.")
    void recordingThatIsNotDelivered_isNeverBilled() {
        // Given
        installation.servers().objectStore().createBucket("vanishing");
        Commands next = Commands.of("unbilled");
        Command start = start(next, 0, TrackSelection.BOTH, "vanishing", null);
        site.publish(start);
        assertThat(site.awaitResult(start).getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
        Installation.delete(installation.servers().objectStore().bucketFolder("vanishing"));

        // When
        site.publish(next.command(at(1000), new Action.LegEnded(new PublishedPackets(0, 0))));

        // Then
        try (TopicReader<RecordingUndelivered> undelivered =
                        site.reader(site.topics().undelivered(), RecordingUndelivered.class);
                TopicReader<RecordingBilled> bills = site.billed()) {
            undelivered.awaitFirst("unbilled", event -> event.getLegId().equals("unbilled"));
            assertThat(bills.all()).noneMatch(bill -> bill.getLegId().equals("unbilled"));
            assertThat(allDelivered("unbilled")).isEmpty();
        }
    }
}
