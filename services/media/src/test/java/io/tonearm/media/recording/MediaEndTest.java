package io.tonearm.media.recording;

import static io.tonearm.media.recording.TestedLeg.AT;
import static io.tonearm.media.rtp.Track.INCOMING;
import static io.tonearm.media.rtp.Track.OUTGOING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.Recording.End;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.media.testing.FrameSequence;
import io.tonearm.media.testing.KeyPress;
import io.tonearm.media.testing.ListedFrames;
import io.tonearm.media.testing.Policies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaEndTest {

    private static final long SECOND = 1_000_000;

    private final TestedLeg leg =
            TestedLeg.with(Policies.chime().noMedia(5 * SECOND).build());
    private final ListedFrames frames = ListedFrames.none();

    private void recordAudio(TrackSelection tracks, Integer silenceSeconds, String... terminators) {
        Action.RecordAudio audio = new Action.RecordAudio(
                tracks, new Destination("recordings", null), null, silenceSeconds, 200, List.of(terminators));
        leg.granted(leg.commands.command(AT, audio));
    }

    private void callRecording() {
        leg.granted(leg.commands.start(AT));
    }

    private void speech(Track track, long fromSecond, long toSecond) {
        int first = (int) fromSecond * 50;
        frames.with(track, FrameSequence.from(AT).frames(first, (int) toSecond * 50));
    }

    private void key(Track track, char digit, long micros) {
        frames.with(
                track,
                KeyPress.of(digit, AT + micros)
                        .timestamp(160_000 + micros * 8 / 1000)
                        .firstSequenceNumber(20_000 + micros / 10_000)
                        .frames());
    }

    private End find(long untilMicros) {
        return MediaEnd.find(leg.last(), AT + untilMicros, frames);
    }

    private static End end(long micros, EndReason reason) {
        return End.of(AT + micros, reason);
    }

    private static End terminated(long micros, String digit) {
        return new End(AT + micros, EndReason.TERMINATOR_PRESSED, null, digit);
    }

    @Test
    void recordingWithoutPackets_endsAfterThePolicysTime() {
        callRecording();

        assertThat(find(5 * SECOND - 1)).isNull();
        assertThat(find(5 * SECOND)).isEqualTo(end(5 * SECOND, EndReason.NO_MEDIA));
        assertThat(find(60 * SECOND)).isEqualTo(end(5 * SECOND, EndReason.NO_MEDIA));
    }

    @Test
    void packetsOfEitherTrack_areMedia() {
        callRecording();
        speech(INCOMING, 0, 2);
        speech(OUTGOING, 2, 4);

        assertThat(find(8 * SECOND)).isNull();
        assertThat(find(9 * SECOND)).isEqualTo(end(9 * SECOND - 20_000, EndReason.NO_MEDIA));
    }

    @Test
    void gapBetweenPackets_endsTheRecordingWhereItIsLongEnough() {
        callRecording();
        speech(INCOMING, 0, 1);
        speech(INCOMING, 6, 20);

        assertThat(find(15 * SECOND)).isEqualTo(end(6 * SECOND - 20_000, EndReason.NO_MEDIA));
    }

    @Test
    void whatIsFound_doesNotDependOnHowFarIsLooked() {
        callRecording();
        frames.with(INCOMING, FrameSequence.from(AT + 5 * SECOND).frames());

        assertThat(find(5 * SECOND)).isEqualTo(end(5 * SECOND, EndReason.NO_MEDIA));
        assertThat(find(5 * SECOND + 1)).isEqualTo(end(5 * SECOND, EndReason.NO_MEDIA));
    }

    @Test
    void callRecording_heedsNeitherDigitsNorSilence() {
        callRecording();
        key(INCOMING, '#', SECOND);

        assertThat(find(4 * SECOND)).isNull();
    }

    @Test
    void terminatorOfTheIncomingTrack_endsTheRecordingWhereItIsPressed() {
        recordAudio(TrackSelection.INCOMING, null, "*", "#");
        speech(INCOMING, 0, 4);
        key(INCOMING, '5', SECOND);
        key(INCOMING, '#', 2 * SECOND);
        key(INCOMING, '*', 3 * SECOND);

        assertThat(find(4 * SECOND)).isEqualTo(terminated(2 * SECOND, "#"));
        assertThat(find(2 * SECOND)).isNull();
        assertThat(find(2 * SECOND + 1)).isEqualTo(terminated(2 * SECOND, "#"));
    }

    @Test
    void terminatorOfTheIncomingTrack_countsAlsoWhereOnlyTheOutgoingIsRecorded() {
        recordAudio(TrackSelection.OUTGOING, null, "#");
        key(INCOMING, '#', SECOND);

        assertThat(find(2 * SECOND)).isEqualTo(terminated(SECOND, "#"));
    }

    @Test
    void digitOfTheOutgoingTrack_endsNothing() {
        recordAudio(TrackSelection.BOTH, null, "#");
        key(OUTGOING, '#', SECOND);

        assertThat(find(2 * SECOND)).isNull();
    }

    @Test
    void terminatorOfTheEdge_countsAsOneInTheMedia() {
        recordAudio(TrackSelection.INCOMING, null, "*", "#");
        key(INCOMING, '#', 2 * SECOND);

        leg.granted(leg.commands.digit(AT + 2 * SECOND + 1, "*"));
        assertThat(find(4 * SECOND)).isEqualTo(terminated(2 * SECOND, "#"));
        leg.granted(leg.commands.digit(AT + 2 * SECOND, "*"));
        assertThat(find(4 * SECOND)).isEqualTo(terminated(2 * SECOND, "#"));
        leg.granted(leg.commands.digit(AT + 2 * SECOND - 1, "*"));
        assertThat(find(4 * SECOND)).isEqualTo(terminated(2 * SECOND - 1, "*"));
    }

    @Test
    void terminatorInAPause_endsNothingEvenWhereItIsHeldBeyond() {
        recordAudio(TrackSelection.INCOMING, null, "#");
        key(INCOMING, '#', SECOND);
        leg.granted(leg.commands.pause(AT + SECOND), leg.commands.resume(AT + SECOND + 60_000));

        assertThat(find(4 * SECOND)).isNull();
    }

    @Test
    void terminatorBeforeTheStart_endsNothing() {
        recordAudio(TrackSelection.INCOMING, null, "#");
        key(INCOMING, '#', -50_000);

        assertThat(find(4 * SECOND)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"INCOMING, 3", "OUTGOING, 2", "BOTH, 4"})
    void silenceOfTheTracksThatAreRecorded_endsTheRecording(TrackSelection tracks, long second) {
        recordAudio(tracks, 1, "#");
        speech(INCOMING, 0, 2);
        speech(INCOMING, 3, 9);
        speech(OUTGOING, 0, 1);
        speech(OUTGOING, 2, 3);
        if (tracks == TrackSelection.BOTH) {
            leg.state = CallLegState.IDLE;
            recordAudio(tracks, 1, "#");
            assertThat(find(9 * SECOND)).isNull();
        } else {
            assertThat(find(second * SECOND)).isEqualTo(end(second * SECOND, EndReason.SILENCE_REACHED));
        }
    }

    @Test
    void silenceOfBothTracks_endsARecordingOfBoth() {
        recordAudio(TrackSelection.BOTH, 2, "#");
        speech(INCOMING, 0, 1);
        speech(OUTGOING, 0, 2);

        assertThat(find(4 * SECOND - 1000)).isNull();
        assertThat(find(4 * SECOND)).isEqualTo(end(4 * SECOND, EndReason.SILENCE_REACHED));
    }

    @Test
    void silenceOnBothSidesOfAPause_isNotOneSilence() {
        recordAudio(TrackSelection.INCOMING, 2, "#");
        leg.granted(leg.commands.pause(AT + SECOND), leg.commands.resume(AT + 2 * SECOND));

        assertThat(find(4 * SECOND)).isEqualTo(end(4 * SECOND, EndReason.SILENCE_REACHED));
        assertThat(find(4 * SECOND - 1000)).isNull();
    }

    @Test
    void firstOfSeveralEnds_prevails() {
        recordAudio(TrackSelection.INCOMING, 3, "#");
        speech(INCOMING, 0, 1);
        key(INCOMING, '#', 2 * SECOND);

        assertThat(find(10 * SECOND)).isEqualTo(terminated(2 * SECOND, "#"));
    }

    @Test
    void silenceBeforeATerminator_prevails() {
        recordAudio(TrackSelection.INCOMING, 1, "#");
        speech(INCOMING, 0, 1);
        key(INCOMING, '#', 2 * SECOND + 1);

        assertThat(find(10 * SECOND)).isEqualTo(end(2 * SECOND, EndReason.SILENCE_REACHED));
    }

    @Test
    void terminatorAtTheTimeOfTheOthers_prevails() {
        leg.policy(Policies.chime().noMedia(2 * SECOND).build());
        recordAudio(TrackSelection.INCOMING, 2, "#");
        leg.granted(leg.commands.digit(AT + 2 * SECOND, "#"));

        assertThat(find(10 * SECOND)).isEqualTo(terminated(2 * SECOND, "#"));
    }

    @Test
    void missingMediaAtTheTimeOfSilence_prevails() {
        leg.policy(Policies.chime().noMedia(2 * SECOND).build());
        recordAudio(TrackSelection.INCOMING, 2, "#");

        assertThat(find(10 * SECOND)).isEqualTo(end(2 * SECOND, EndReason.NO_MEDIA));
    }

    @Test
    void digitsOfTheLetters_areNoTerminators() {
        recordAudio(
                TrackSelection.INCOMING,
                null,
                Commands.RECORD_AUDIO.terminators().get(0));
        key(INCOMING, 'A', SECOND);

        assertThat(find(4 * SECOND)).isNull();
    }
}
