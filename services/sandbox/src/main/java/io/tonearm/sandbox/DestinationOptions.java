package io.tonearm.sandbox;

import io.tonearm.events.S3Destination;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say where one recording goes. Filled by picocli, then read. */
final class DestinationOptions {

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            description = "The bucket that the recording goes to. Default: " + Sandbox.BUCKET)
    private @Nullable String bucket;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description = "What its key begins with. Default: recordings; nothing for record-audio")
    private @Nullable String prefix;

    /** Whether one of them was given. */
    boolean isGiven() {
        return bucket != null || prefix != null;
    }

    /** Where it goes. */
    S3Destination destination() {
        return new S3Destination(bucket == null ? Sandbox.BUCKET : bucket, prefix);
    }
}
