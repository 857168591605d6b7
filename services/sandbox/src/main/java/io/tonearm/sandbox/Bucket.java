package io.tonearm.sandbox;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket as this command reaches it, to check that it is there and to fetch recordings. Safe for use by several threads. */
final class Bucket implements AutoCloseable {

    private static final Duration CHECK = Duration.ofSeconds(10);
    private static final Duration DOWNLOAD = Duration.ofMinutes(10);

    private final String name;
    private final String where;
    private final S3AsyncClient client;

    private Bucket(String name, String where, S3AsyncClient client) {
        this.name = name;
        this.where = where;
        this.client = client;
    }

    /**
     * Reaches a bucket.
     *
     * @param endpoint of a service other than Amazon's, buckets in the path; null for Amazon's
     * @param credentials file with a default profile; null to look where the AWS tools do
     */
    static Bucket connect(String name, @Nullable URI endpoint, @Nullable Path credentials, String region) {
        S3AsyncClient client = S3AsyncClient.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(endpoint != null)
                .region(Region.of(region))
                .credentialsProvider(provider(credentials))
                .build();
        return new Bucket(name, endpoint == null ? "Amazon S3, region " + region : endpoint.toString(), client);
    }

    private static AwsCredentialsProvider provider(@Nullable Path credentials) {
        if (credentials == null) {
            return DefaultCredentialsProvider.builder().build();
        }
        if (!Files.isReadable(credentials)) {
            throw new SandboxException("--s3-credentials must name a file that can be read, file=" + credentials);
        }
        ProfileFile file = ProfileFile.builder()
                .content(credentials)
                .type(ProfileFile.Type.CREDENTIALS)
                .build();
        return ProfileCredentialsProvider.builder().profileFile(file).build();
    }

    /**
     * Checks that the bucket is there and may be used, within ten seconds.
     *
     * @throws SandboxException where it is not
     */
    void requireReachable() {
        try {
            client.headBucket(head -> head.bucket(name).overrideConfiguration(request -> request.apiCallTimeout(CHECK)))
                    .join();
        } catch (CompletionException e) {
            throw explained(e);
        }
    }

    private SandboxException explained(CompletionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String advice = "the S3 service does not answer: check --s3-endpoint and that it is running";
        if (cause instanceof S3Exception s3) {
            advice = switch (s3.statusCode()) {
                case 404 -> "the bucket does not exist: create it, or name another with --bucket";
                case 301 -> "the bucket is in another region: name it with --s3-region";
                case 401, 403 -> "the bucket may not be used: check --s3-credentials and the bucket's policy";
                default -> "the S3 service refuses with status " + s3.statusCode();
            };
        } else if (cause instanceof SdkException
                && String.valueOf(cause.getMessage()).contains("credentials")) {
            advice = "there are no credentials for S3: give --s3-credentials";
        }
        return new SandboxException(advice + ", bucket=" + name + ", s3=" + where, cause);
    }

    /**
     * Fetches an object into a file that does not exist yet.
     *
     * @throws SandboxException where it cannot be fetched
     */
    void download(String key, Path file) {
        try {
            client.getObject(
                            get -> get.bucket(name)
                                    .key(key)
                                    .overrideConfiguration(request -> request.apiCallTimeout(DOWNLOAD)),
                            AsyncResponseTransformer.toFile(file))
                    .join();
        } catch (CompletionException e) {
            throw explained(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
