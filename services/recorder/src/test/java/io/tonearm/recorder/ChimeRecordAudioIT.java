package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.ActionType;
import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.EndReason;
import io.tonearm.events.ErrorType;
import io.tonearm.events.RecordAudio;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.S3Destination;
import io.tonearm.events.S3Location;
import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.PublishedPackets;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.seeded.Seeded;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.Tape;
import io.tonearm.media.testing.WavSamples;
import io.tonearm.recorder.event.Times;
import io.tonearm.recorder.profile.PolicyProfile;
import io.tonearm.recorder.testing.AudioRequest;
import io.tonearm.recorder.testing.Line;
import io.tonearm.recorder.testing.TestCall.Batch;
import io.tonearm.recorder.testing.TopicReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page "RecordAudio" of Amazon Chime SDK, sentence by sentence. Each test has a leg of its own. */
final class ChimeRecordAudioIT {

    private static final long START = 1_795_165_200_000_000L;
    private static final int SPEECH_DB = 78;

    private static Installation installation;
    private static Site site;
    private static Recorder recorder;

    @BeforeAll
    static void start() {
        installation = Installation.start();
        site = installation.site().with("settle.time.ms", "300").with("delivery.give.up.ms", "1000");
        recorder = site.startRecorder();
        site.policy(PolicyProfile.CHIME, "settleTimeMillis", "300");
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

    private static Line line() {
        return Line.from(START);
    }

    /** A RecordAudio at the beginning of a line, and nothing else of that leg. */
    private static CommandResult recorded(String legId, AudioRequest request, Line line) {
        Command command = Commands.of(legId).command(START, request.action());
        site.publish(command);
        site.publish(legId, Track.INCOMING, line.frames());
        return site.awaitResult(command);
    }

    private static void hangUp(Commands next, Line line) {
        PublishedPackets published = new PublishedPackets(line.frames().size(), 0);
        site.publish(next.command(line.nowMicros(), new Action.LegEnded(published)));
    }

    /** The result says success, and its object holds the first so many milliseconds of the line. */
    private static void assertHolds(CommandResult result, Line line, int millis) {
        assertThat(result.getErrorMessage()).isNull();
        assertThat(result.getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
        WavSamples wav = WavSamples.read(site.object(uri(result)));
        assertThat(wav.channels()).isEqualTo(1);
        Tape.of(millis * 8).put(0, line.samples(millis)).assertEquals(wav.channel(0));
    }

    private static String uri(CommandResult result) {
        assertThat(result.getDestinations()).hasSize(1);
        S3Location object = result.getDestinations().get(0);
        return "s3://" + object.getBucket() + "/" + object.getKey();
    }

    private static EndReason endReason(CommandResult result) {
        RecordingDelivered delivered = site.awaitDelivered(result.getLegId());
        assertThat(delivered.getRecordingId()).isEqualTo(result.getRecordingId());
        assertThat(delivered.getTerminatorUsed()).isEqualTo(result.getTerminatorUsed());
        return delivered.getEndReason();
    }

    private static void assertInvalid(CommandResult result, String message) {
        assertThat(result.getStatus()).isEqualTo(CommandStatus.FAILED);
        assertThat(result.getErrorType()).isEqualTo(ErrorType.InvalidActionParameter);
        assertThat(result.getErrorMessage()).startsWith(message);
        assertThat(result.getTerminatorUsed()).isNull();
    }

    private static List<RecordingLifecycle> lifecycle(String legId) {
        try (TopicReader<RecordingLifecycle> reader =
                site.reader(site.topics().lifecycle(), RecordingLifecycle.class)) {
            return reader.all().stream()
                    .filter(event -> event.getLegId().equals(legId))
                    .toList();
        }
    }

    @Test
    @DisplayName("The application records until it reaches the duration that you set ...")
    void recordsUntil_itReachesTheDurationThatYouSet() {
        Line line = line().noise(SPEECH_DB, 3000);

        CommandResult result = recorded("duration", AudioRequest.PLAIN.duration(1), line);

        assertHolds(result, line, 1000);
        assertThat(endReason(result)).isEqualTo(EndReason.DURATION_REACHED);
    }

    @Test
    @DisplayName("... or when a user presses one of the RecordingTerminators ...")
    void recordsUntil_aUserPressesOneOfTheTerminators_andHoldsNothingOfThatKey() {
        Line line = line().noise(SPEECH_DB, 1500).press('#').noise(85, 1500);

        CommandResult result = recorded("pressed", AudioRequest.PLAIN.endedBy("*", "#"), line);

        assertHolds(result, line, 1500);
        assertThat(result.getTerminatorUsed()).isEqualTo("#");
        assertThat(endReason(result)).isEqualTo(EndReason.TERMINATOR_PRESSED);
    }

    @Test
    @DisplayName(
            "... presses one of the RecordingTerminators: as a command of an edge that saw the key outside the media")
    void recordsUntil_aTerminatorIsPressedOutsideOfTheMedia() {
        // Given
        Commands next = Commands.of("pressed-outside");
        Command start = next.command(START, AudioRequest.PLAIN.action());
        Command digit = next.digit(at(1250), "#");
        Line line = line().noise(SPEECH_DB, 3000);

        // When
        site.publish(start);
        site.publish("pressed-outside", Track.INCOMING, line.frames());
        site.publish(digit);

        // Then
        CommandResult result = site.awaitResult(start);
        assertHolds(result, line, 1250);
        assertThat(result.getTerminatorUsed()).isEqualTo("#");
        assertThat(endReason(result)).isEqualTo(EndReason.TERMINATOR_PRESSED);
        assertThat(site.awaitResult(digit).getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
    }

    @Test
    @DisplayName("... or when the application detects silence.")
    void recordsUntil_theApplicationDetectsSilence() {
        Line line =
                line().noise(SPEECH_DB, 1000).nothing(960).noise(SPEECH_DB, 500).noise(40, 3000);

        CommandResult result = recorded("silence", AudioRequest.PLAIN.silence(1), line);

        assertHolds(result, line, 3460);
        assertThat(result.getTerminatorUsed()).isNull();
        assertThat(endReason(result)).isEqualTo(EndReason.SILENCE_REACHED);
    }

    @Test
    @DisplayName(
            "In those cases, the action tells your application to put the resulting media file into the specified S3"
                    + " bucket. The S3 bucket must give s3:PutObject ...")
    void bucketWithoutAccess_isRefusedBeforeAnythingIsRecorded() {
        CommandResult result =
                recorded("no-access", AudioRequest.PLAIN.to("nobodys-bucket", null), line().noise(SPEECH_DB, 200));

        assertThat(result.getStatus()).isEqualTo(CommandStatus.FAILED);
        assertThat(result.getErrorType()).isEqualTo(ErrorType.NoAccessToDestination);
        assertThat(lifecycle("no-access")).isEmpty();
    }

    static Stream<Arguments> endsOfTheExample() {
        return Stream.of(
                Arguments.of("pound", line().noise(SPEECH_DB, 2000).press('#').noise(SPEECH_DB, 1000), 2000, "#"),
                Arguments.of("ten-seconds", line().noise(SPEECH_DB, 12_000), 10_000, null),
                Arguments.of("three-silent", line().noise(SPEECH_DB, 1000).noise(20, 5000), 4000, null));
    }

    @ParameterizedTest
    @MethodSource("endsOfTheExample")
    @DisplayName(
            "The following example stops recording when the caller presses the pound key (#), or 10 seconds elapse with"
                    + " no activity, or the caller remains silent for 3 seconds, and it writes the resulting media file into the"
                    + " location defined by RecordingDestination parameter.")
    void example_stopsRecordingAndWritesIntoTheLocation(
            String legId, Line line, int millis, @Nullable String terminator) {
        installation.servers().objectStore().createBucket("valid-bucket-name");
        AudioRequest example = AudioRequest.PLAIN
                .duration(10)
                .silence(3)
                .threshold(100)
                .endedBy("#")
                .to("valid-bucket-name", "valid-prefix-name");

        CommandResult result = recorded(legId, example, line);

        assertHolds(result, line, millis);
        assertThat(result.getTerminatorUsed()).isEqualTo(terminator);
        assertThat(uri(result)).startsWith("s3://valid-bucket-name/valid-prefix-name/");
    }

    @Test
    @DisplayName("RecordingDestination.Prefix: a valid prefix name containing up to 979 safe characters.")
    void prefixOf979Characters_isAccepted() {
        String prefix = "a/".repeat(489) + "b";
        Command command = new Command(
                "command-1",
                "c",
                "p",
                Commands.ACCOUNT,
                START,
                AudioRequest.PLAIN.duration(1).to("recordings", prefix).action());
        site.publish(command);
        site.publish("p", Track.INCOMING, line().noise(SPEECH_DB, 2000).frames());

        CommandResult result = site.awaitResult(command);

        assertThat(prefix).hasSize(979);
        assertThat(uri(result)).isEqualTo("s3://recordings/" + prefix + "/2026/11/20/2026-11-20-09-00-00-000_c_p.wav");
        assertThat(site.file(uri(result))).isNotEmptyFile();
    }

    @Test
    @DisplayName("RecordingDestination.Prefix: if not specified, the recording are saved to the root of the S3 bucket.")
    void noPrefix_savesToTheRootOfTheBucket() {
        Line line = line().noise(SPEECH_DB, 2000);

        CommandResult result = recorded("root", AudioRequest.PLAIN.duration(1), line);

        assertThat(uri(result)).isEqualTo("s3://recordings/2026-11-20-09-00-00-000_call-1_root.wav");
        assertHolds(result, line, 1000);
    }

    @Test
    @DisplayName("SilenceDurationInSeconds: if not specified, silence detection is disabled.")
    void noSilenceDuration_disablesSilenceDetection() {
        Commands next = Commands.of("undetected");
        Command start = next.command(START, AudioRequest.PLAIN.action());
        Line line = line().noise(SPEECH_DB, 500).noise(0, 2000).nothing(200_000).noise(0, 500);
        site.publish(start);
        site.publish("undetected", Track.INCOMING, line.frames());

        hangUp(next, line);

        CommandResult result = site.awaitResult(start);
        assertHolds(result, line, 203_000);
        assertThat(endReason(result)).isEqualTo(EndReason.LEG_ENDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -5, 1001, 1000})
    @DisplayName("SilenceThreshold: if you don't specify SilenceDurationInSeconds, this parameter is ignored.")
    void thresholdWithoutSilenceDuration_isIgnored(int threshold) {
        Line line = line().noise(40, 3000);

        CommandResult result = recorded(
                "ignored" + threshold, AudioRequest.PLAIN.threshold(threshold).duration(2), line);

        assertHolds(result, line, 2000);
        assertThat(endReason(result)).isEqualTo(EndReason.DURATION_REACHED);
    }

    @ParameterizedTest
    @CsvSource({"1, 30", "100, 45", "200, 60", "1000, 75"})
    @DisplayName("Reference values (noise levels and thresholds to treat the noise as silence)")
    void noiseAtAThreshold_isSilenceBelowItsReferenceLevelAndNoneAbove(int threshold, int decibels) {
        AudioRequest request = AudioRequest.PLAIN.silence(1).duration(3).threshold(threshold);
        Line below = line().noise(85, 1000).noise(decibels - 4, 3000);
        Line above = line().noise(85, 1000).noise(decibels + 4, 3000);

        CommandResult silent = recorded("below-" + threshold, request, below);
        CommandResult loud = recorded("above-" + threshold, request, above);

        assertHolds(silent, below, 2000);
        assertThat(endReason(silent)).isEqualTo(EndReason.SILENCE_REACHED);
        assertHolds(loud, above, 3000);
        assertThat(endReason(loud)).isEqualTo(EndReason.DURATION_REACHED);
    }

    @ParameterizedTest
    @CsvSource({"56, 2000, SILENCE_REACHED", "64, 3000, DURATION_REACHED"})
    @DisplayName("SilenceThreshold: default value - 200")
    void noThreshold_isOf200(int decibels, int millis, EndReason reason) {
        // Given
        Line line = line().noise(85, 1000).noise(decibels, 3000);
        RecordAudio audio = RecordAudio.newBuilder()
                .setDestination(new S3Destination("recordings", null))
                .setDurationInSeconds(3)
                .setSilenceDurationInSeconds(1)
                .setRecordingTerminators(List.of("#"))
                .build();
        String legId = "default-" + decibels;
        RecordingCommand command =
                new RecordingCommand("command-1", "call-1", legId, Commands.ACCOUNT, Times.instant(START), audio);

        // When
        site.publish(command);
        site.publish(legId, Track.INCOMING, line.frames());

        // Then
        CommandResult result = site.awaitResult(legId, "command-1");
        assertHolds(result, line, millis);
        assertThat(endReason(result)).isEqualTo(reason);
    }

    @Test
    @DisplayName("RecordingTerminators: an array of single digits and symbols from [123456789*0#].")
    void eachDigitAndSymbol_terminates() {
        // Given
        List<Command> commands = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        String keys = "123456789*0#";
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            AudioRequest request = AudioRequest.PLAIN.endedBy(keys.split(""));
            commands.add(Commands.of("key-" + (int) key).command(START, request.action()));
            lines.add(line().noise(SPEECH_DB, 1000).press(key).noise(SPEECH_DB, 1000));
        }

        // When
        for (int i = 0; i < commands.size(); i++) {
            site.publish(commands.get(i));
            site.publish(commands.get(i).legId(), Track.INCOMING, lines.get(i).frames());
        }

        // Then
        for (int i = 0; i < commands.size(); i++) {
            CommandResult result = site.awaitResult(commands.get(i));
            assertThat(result.getTerminatorUsed()).isEqualTo(keys.substring(i, i + 1));
            assertHolds(result, lines.get(i), 1000);
        }
    }

    @Test
    @DisplayName("RecordingTerminatorUsed: one of the terminators passed in the RecordingTerminators parameter.")
    void keysThatAreNoTerminators_endNothing() {
        // Given
        Commands next = Commands.of("other-keys");
        Command start = next.command(START, AudioRequest.PLAIN.endedBy("7", "9").action());
        Line line = line().noise(SPEECH_DB, 1000)
                .press('#')
                .noise(SPEECH_DB, 300)
                .press('0')
                .noise(SPEECH_DB, 300)
                .press('A')
                .noise(SPEECH_DB, 400)
                .press('9')
                .noise(SPEECH_DB, 1000);

        // When
        site.publish(start, next.digit(at(1100), "*"), next.digit(at(2100), "7"));
        site.publish("other-keys", Track.INCOMING, line.frames());

        // Then
        CommandResult result = site.awaitResult(start);
        assertThat(result.getTerminatorUsed()).isEqualTo("9");
        assertHolds(result, line, 2000);
    }

    @Test
    @DisplayName("Records media from a given call ID, for example a voice mail application: the caller hangs up.")
    void hangup_endsTheRecordingWithoutATerminator() {
        Commands next = Commands.of("hangup");
        Command start = next.command(START, AudioRequest.PLAIN.duration(60).action());
        Line line = line().noise(SPEECH_DB, 1800);
        site.publish(start);
        site.publish("hangup", Track.INCOMING, line.frames());

        hangUp(next, line);

        CommandResult result = site.awaitResult(start);
        assertHolds(result, line, 1800);
        assertThat(result.getTerminatorUsed()).isNull();
        assertThat(endReason(result)).isEqualTo(EndReason.LEG_ENDED);
    }

    @Test
    @DisplayName(
            "When the recording ends, the application passes ... the ACTION_SUCCESSFUL event, along with the invocation"
                    + " results. Type, RecordingDestination.BucketName, RecordingDestination.Key, RecordingTerminatorUsed")
    void recordingEnds_resultHasAllThatActionSuccessfulNeeds() {
        Line line = line().noise(SPEECH_DB, 1000).press('*').noise(SPEECH_DB, 1000);

        CommandResult result = recorded(
                "successful", AudioRequest.PLAIN.to("recordings", "mail").endedBy("*"), line);

        assertThat(result.getAction()).isEqualTo(ActionType.RECORD_AUDIO);
        assertThat(result.getStatus()).isEqualTo(CommandStatus.SUCCEEDED);
        assertThat(result.getErrorType()).isNull();
        assertThat(result.getErrorMessage()).isNull();
        assertThat(result.getDestinations())
                .containsExactly(
                        new S3Location("recordings", "mail/2026/11/20/2026-11-20-09-00-00-000_call-1_successful.wav"));
        assertThat(result.getTerminatorUsed()).isEqualTo("*");
        assertThat(result.getCommandId()).isEqualTo("command-1");
        assertThat(result.getCallId()).isEqualTo("call-1");
        assertThat(result.getLegId()).isEqualTo("successful");
        assertThat(result.getAccountId()).isEqualTo(Commands.ACCOUNT);
        assertThat(result.getIssuedAt()).isEqualTo(Times.instant(START));
        assertThat(site.file(uri(result))).as("there once it is said").isNotEmptyFile();
    }

    static Stream<Arguments> badParameters() {
        AudioRequest plain = AudioRequest.PLAIN;
        return Stream.of(
                Arguments.of("DurationInSeconds", "0", plain.duration(0)),
                Arguments.of("DurationInSeconds", "-1", plain.duration(-1)),
                Arguments.of("SilenceDurationInSeconds", "0", plain.silence(0)),
                Arguments.of("SilenceDurationInSeconds", "1001", plain.silence(1001)),
                Arguments.of("SilenceThreshold", "0", plain.silence(1).threshold(0)),
                Arguments.of("SilenceThreshold", "1001", plain.silence(1000).threshold(1001)),
                Arguments.of("RecordingDestination", "bucket", plain.to("Not_A_Bucket", null)),
                Arguments.of("RecordingDestination", "empty", plain.to("recordings", "")),
                Arguments.of("RecordingDestination", "unsafe", plain.to("recordings", "a b?")),
                Arguments.of("RecordingDestination", "980", plain.to("recordings", "a".repeat(980))),
                Arguments.of("RecordingDestination", "with-ids", plain.to("recordings", "a".repeat(979))),
                Arguments.of("RecordingTerminators", "none", plain.endedBy()),
                Arguments.of("RecordingTerminators", "two", plain.endedBy("##")),
                Arguments.of("RecordingTerminators", "letter", plain.endedBy("1", "A")),
                Arguments.of("RecordingTerminators", "empty", plain.endedBy("")));
    }

    @ParameterizedTest
    @MethodSource("badParameters")
    @DisplayName("InvalidActionParameter: any parameter is invalid.")
    void anyParameterIsInvalid_isRefusedByNameAndNothingIsRecorded(String name, String how, AudioRequest bad) {
        // Given
        String legId = name + "-" + how;
        Commands next = Commands.of(legId);
        Command refused = next.command(START, bad.action());
        Command good = next.command(at(1000), AudioRequest.PLAIN.duration(1).action());
        Line line = line().noise(SPEECH_DB, 3000);

        // When
        site.publish(refused);
        site.publish(legId, Track.INCOMING, line.frames());
        site.publish(good);

        // Then
        assertInvalid(site.awaitResult(refused), "`" + name + "` parameter value is invalid");
        assertThat(site.awaitResult(refused).getDestinations()).isEmpty();
        CommandResult second = site.awaitResult(good);
        assertThat(lifecycle(legId))
                .extracting(RecordingLifecycle::getRecordingId)
                .containsOnly(second.getRecordingId());
    }

    @Test
    @DisplayName("`CallId` or `ParticipantTag` parameter for action is invalid.")
    void noCallId_isRefusedByName() {
        Command command =
                new Command("command-1", " ", "no-call", Commands.ACCOUNT, START, AudioRequest.PLAIN.action());

        site.publish(command);

        assertInvalid(site.awaitResult(command), "`callId` parameter value is invalid");
    }

    @Test
    @DisplayName("Error occurred while uploading recording to S3 bucket.")
    void uploadFails_resultIsInvalidActionParameter() {
        // Given
        installation.servers().objectStore().createBucket("vanishing");
        Commands next = Commands.of("upload");
        Command start = next.command(
                START, AudioRequest.PLAIN.duration(1).to("vanishing", null).action());
        Line line = line().noise(SPEECH_DB, 2000);
        site.publish(start);
        try (TopicReader<RecordingLifecycle> started =
                site.reader(site.topics().lifecycle(), RecordingLifecycle.class)) {
            started.awaitFirst("start", event -> event.getLegId().equals("upload"));
        }
        Installation.delete(installation.servers().objectStore().bucketFolder("vanishing"));

        // When
        site.publish("upload", Track.INCOMING, line.frames());

        // Then
        CommandResult result = site.awaitResult(start);
        assertInvalid(result, "Error occurred while uploading recording to S3 bucket.");
    }

    @Test
    @DisplayName(
            "When the action fails to record the media on a call leg, the application invokes ... with the ACTION_FAILED"
                    + " event type. Type, ErrorType, ErrorMessage")
    void actionFails_resultHasAllThatActionFailedNeeds() {
        CommandResult result = recorded("failed", AudioRequest.PLAIN.to("!", null), line());

        assertThat(result.getAction()).isEqualTo(ActionType.RECORD_AUDIO);
        assertThat(result.getStatus()).isEqualTo(CommandStatus.FAILED);
        assertThat(result.getErrorType()).hasToString("InvalidActionParameter");
        assertThat(result.getErrorMessage()).startsWith("`RecordingDestination` parameter value is invalid");
        assertThat(result.getCommandId()).isEqualTo("command-1");
        assertThat(result.getCallId()).isEqualTo("call-1");
        assertThat(result.getLegId()).isEqualTo("failed");
        assertThat(result.getAccountId()).isEqualTo(Commands.ACCOUNT);
        assertThat(result.getIssuedAt()).isEqualTo(Times.instant(START));
        assertThat(result.getRecordingId()).isNull();
        assertThat(result.getDestinations()).isEmpty();
    }

    @Test
    void recordAudioTwiceOnALeg_oneAfterTheOther_recordsBoth() {
        // Given
        Commands next = Commands.of("twice");
        Command first = next.command(START, AudioRequest.PLAIN.action());
        Command second = next.command(at(2000), AudioRequest.PLAIN.duration(1).action());
        Line line = line().noise(SPEECH_DB, 1000).press('#').noise(SPEECH_DB, 3000);

        // When
        site.publish(first);
        site.publish("twice", Track.INCOMING, line.frames());
        site.publish(second);

        // Then
        CommandResult one = site.awaitResult(first);
        CommandResult two = site.awaitResult(second);
        assertHolds(one, line, 1000);
        assertThat(one.getTerminatorUsed()).isEqualTo("#");
        assertThat(two.getErrorMessage()).isNull();
        assertThat(two.getTerminatorUsed()).isNull();
        assertThat(two.getRecordingId()).isNotEqualTo(one.getRecordingId());
        assertThat(uri(two)).isEqualTo("s3://recordings/2026-11-20-09-00-02-000_call-1_twice_2.wav");
        Tape.of(8000)
                .put(-16_000, line.samples(4000))
                .assertEquals(WavSamples.read(site.object(uri(two))).channel(0));
    }

    @Seeded(runs = 3)
    void sameCall_liveShuffledOrOutOfABacklog_givesTheSameBytesAndTheSameEnd(Random random) {
        // Given
        int ending = random.nextInt(3);
        Line line = line().noise(SPEECH_DB, 500 + 20 * random.nextInt(50));
        if (ending == 1) {
            line.press('#').noise(SPEECH_DB, 1000);
        }
        line.noise(ending == 2 ? 40 : SPEECH_DB, 4000);
        AudioRequest request = AudioRequest.PLAIN.silence(1).duration(ending == 0 ? 1 : 5);
        String call = Long.toHexString(random.nextLong());
        List<CommandResult> results = new ArrayList<>();

        // When
        try (Site own = installation.site().with("settle.time.ms", "2000")) {
            publishShuffled(own, "backlog-" + call, request, line, random);
            try (Recorder reading = own.startRecorder()) {
                own.publish(Commands.of("live-" + call).command(START, request.action()));
                own.publish("live-" + call, Track.INCOMING, line.frames());
                publishShuffled(own, "shuffled-" + call, request, line, random);
                for (String how : List.of("live-", "shuffled-", "backlog-")) {
                    results.add(own.awaitResult(how + call, "command-1"));
                }
                assertThat(reading.failure()).isNull();
            }
        }

        // Then
        assertThat(results).allSatisfy(result -> {
            assertThat(result.getErrorMessage()).isNull();
            assertThat(result.getTerminatorUsed()).isEqualTo(ending == 1 ? "#" : null);
            assertThat(samples(result)).isEqualTo(samples(results.get(0)));
        });
        assertThat(samples(results.get(0)).length).isBetween(ending == 0 ? 8000 : 4000, 8000 * 5 / 2);
    }

    private static short[] samples(CommandResult result) {
        return WavSamples.read(site.object(uri(result))).channel(0);
    }

    /** The packets in any order and any records, the start anywhere between them. */
    private static void publishShuffled(Site where, String legId, AudioRequest request, Line line, Random random) {
        Commands next = Commands.of(legId);
        List<Runnable> arrivals = new ArrayList<>();
        arrivals.add(() -> where.publish(next.command(START, request.action())));
        List<RtpFrame> frames = line.frames();
        int packets = 1 + random.nextInt(12);
        for (int from = 0; from < frames.size(); from += packets) {
            List<RtpFrame> some = frames.subList(from, Math.min(frames.size(), from + packets));
            Batch batch = new Batch(Track.INCOMING, from, some);
            arrivals.add(() -> where.publish(legId, batch));
        }
        Collections.shuffle(arrivals, random);
        arrivals.forEach(Runnable::run);
        where.flush();
    }
}
