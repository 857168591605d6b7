package io.tonearm.sandbox;

import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.S3Destination;

/** Policies as a line of text for a person. Stateless. */
final class PolicyText {

    private PolicyText() {}

    /** The rules in which accounts differ most. */
    static String line(RecordingPolicy policy) {
        StringBuilder text = new StringBuilder();
        text.append(policy.getRestart());
        text.append(", pause ").append(policy.getPauseFill());
        text.append(policy.getPauseTone() ? " with tones" : "");
        text.append(policy.getPauseBilled() ? " billed" : " not billed");
        text.append(", transfer ").append(policy.getOnTransfer());
        S3Destination destination = policy.getAutoStartDestination();
        if (policy.getAutoStart() && destination != null) {
            text.append(", starts by itself to s3://").append(destination.getBucket());
            text.append(destination.getPrefix() == null ? "" : "/" + destination.getPrefix());
        }
        String price = policy.getPricePerMinute().stripTrailingZeros().toPlainString();
        return text.append(", ").append(price).append(' ').append(policy.getCurrency()) + " per minute";
    }
}
