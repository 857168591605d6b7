package io.tonearm.media.recording;

/**
 * Why a command failed. Immutable.
 *
 * @param type the class of the failure
 * @param message a sentence for the caller; names the parameter where one is at fault
 */
public record Refusal(ErrorType type, String message) {

    /** The classes of failures, named as callers see them. */
    public enum ErrorType {
        RECORDING_ALREADY_IN_PROGRESS,
        RECORDING_ALREADY_ENDED,
        RECORDING_NOT_STARTED,
        INVALID_ACTION_PARAMETER,
        NO_ACCESS_TO_DESTINATION,
        SYSTEM_EXCEPTION
    }

    static final Refusal ALREADY_IN_PROGRESS =
            new Refusal(ErrorType.RECORDING_ALREADY_IN_PROGRESS, "Recording is already in progress");
    static final Refusal ALREADY_ENDED = new Refusal(
            ErrorType.RECORDING_ALREADY_ENDED, "Recording has ended and the policy allows one recording per leg");
    static final Refusal NOT_STARTED = new Refusal(ErrorType.RECORDING_NOT_STARTED, "Recording has not started");
    static final Refusal FOREIGN = invalid("accountId", "the leg belongs to another account");
    static final Refusal NO_ACCESS =
            new Refusal(ErrorType.NO_ACCESS_TO_DESTINATION, "Error while accessing destination");
    static final Refusal NOT_UPLOADED =
            new Refusal(ErrorType.INVALID_ACTION_PARAMETER, "Error occurred while uploading recording to S3 bucket.");

    static Refusal invalid(String parameter, String why) {
        return new Refusal(
                ErrorType.INVALID_ACTION_PARAMETER, "`" + parameter + "` parameter value is invalid: " + why);
    }

    static Refusal system(String message) {
        return new Refusal(ErrorType.SYSTEM_EXCEPTION, message);
    }
}
