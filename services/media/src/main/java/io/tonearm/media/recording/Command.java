package io.tonearm.media.recording;

/**
 * What an edge or the control API asks for a leg. Immutable, unchecked.
 *
 * @param commandId chosen by the sender, unique for the leg
 * @param callId the call
 * @param legId the leg
 * @param accountId the account that the leg belongs to
 * @param issuedAtMicros when it takes effect
 * @param action what to do
 */
public record Command(
        String commandId, String callId, String legId, String accountId, long issuedAtMicros, Action action) {}
