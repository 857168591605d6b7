package io.tonearm.recorder.testing;

import io.tonearm.media.recording.Command;

/** Commands as somebody else sends them. Stateless. */
public final class Accounts {

    private Accounts() {}

    /** The same in the name of another account. */
    public static Command as(String accountId, Command command) {
        return new Command(
                command.commandId(),
                command.callId(),
                command.legId(),
                accountId,
                command.issuedAtMicros(),
                command.action());
    }

    /** The same under another id. */
    public static Command withId(String commandId, Command command) {
        return new Command(
                commandId,
                command.callId(),
                command.legId(),
                command.accountId(),
                command.issuedAtMicros(),
                command.action());
    }
}
