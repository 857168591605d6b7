package io.tonearm.sandbox;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how this command itself reaches the bucket of a running cluster. Filled by picocli, then read. */
final class BucketOptions {

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL",
            description = "S3 service of a cluster given by --bootstrap-server, other than Amazon's.")
    @Nullable
    URI endpoint;

    @Option(
            names = "--s3-credentials",
            paramLabel = "FILE",
            description = "Its credentials, in the form of the AWS tools; `tonearm up` prints where they are."
                    + " Default: as the AWS tools find them.")
    @Nullable
    Path credentials;

    @Option(
            names = "--s3-region",
            paramLabel = "REGION",
            defaultValue = "us-east-1",
            description = "Region of the bucket. Default: ${DEFAULT-VALUE}")
    String region = "us-east-1";

    /** Whether the options say where the bucket is. */
    boolean nameEndpoint() {
        return endpoint != null || credentials != null;
    }

    /** The bucket of that name; the caller closes it. */
    Bucket bucket(String name) {
        return Bucket.connect(name, endpoint, credentials, region);
    }
}
