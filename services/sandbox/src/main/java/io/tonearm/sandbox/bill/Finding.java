package io.tonearm.sandbox.bill;

import java.time.Instant;

/**
 * What is to be said of one recording. Immutable.
 *
 * @param at the moment of the event that brought it up: when it was billed, or delivered
 * @param recordingId the recording
 * @param legId its leg
 * @param isDifference whether billing and delivered disagree; otherwise it is harmless
 * @param text names the field and both values
 */
public record Finding(Instant at, String recordingId, String legId, boolean isDifference, String text) {}
