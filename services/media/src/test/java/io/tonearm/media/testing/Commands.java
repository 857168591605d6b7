package io.tonearm.media.testing;

import io.tonearm.media.recording.Action;
import io.tonearm.media.recording.Command;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.TrackSelection;
import java.util.List;
import java.util.Map;

/** Commands for one leg. Each gets the next id. Not thread-safe. */
public final class Commands {

    /** The account of all commands. */
    public static final String ACCOUNT = "account-1";

    /** A start that nothing is wrong with. */
    public static final Action.StartRecording START = new Action.StartRecording(
            TrackSelection.BOTH, List.of(new Destination("recordings", null)), null, null, Map.of());

    /** A RecordAudio that nothing is wrong with; the pound key ends it. */
    public static final Action.RecordAudio RECORD_AUDIO = new Action.RecordAudio(
            TrackSelection.INCOMING, new Destination("recordings", null), null, null, 200, List.of("#"));

    private final String legId;
    private int number;

    private Commands(String legId) {
        this.legId = legId;
    }

    public static Commands of(String legId) {
        return new Commands(legId);
    }

    public Command start(long micros) {
        return command(micros, START);
    }

    public Command pause(long micros) {
        return command(micros, new Action.PauseRecording(null));
    }

    public Command pause(long micros, long longestMicros) {
        return command(micros, new Action.PauseRecording(longestMicros));
    }

    public Command resume(long micros) {
        return command(micros, new Action.ResumeRecording());
    }

    public Command stop(long micros) {
        return command(micros, new Action.StopRecording(null));
    }

    public Command recordAudio(long micros) {
        return command(micros, RECORD_AUDIO);
    }

    public Command digit(long micros, String digit) {
        return command(micros, new Action.DigitPressed(digit));
    }

    public Command attach(long micros, String key, String value) {
        return command(micros, new Action.AttachMetadata(Map.of(key, value)));
    }

    public Command legEnded(long micros) {
        return command(micros, new Action.LegEnded(null));
    }

    public Command transferred(long micros) {
        return command(micros, new Action.LegTransferred());
    }

    /** Any action. */
    public Command command(long micros, Action action) {
        number++;
        return new Command("command-" + number, "call-1", legId, ACCOUNT, micros, action);
    }
}
