package io.tonearm.recorder;

import io.tonearm.recorder.delivery.S3ObjectStore;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * How S3 is reached. Immutable.
 *
 * @param endpoint of a service other than Amazon's; null for Amazon's
 * @param region of the buckets
 * @param pathStyle whether the bucket is in the path
 * @param accessKey empty for the platform's default credentials
 * @param secretKey belongs to the access key
 * @param connections most at a time for storing, and as many for probes
 * @param timeoutMillis longest time for a request with its repeats
 * @param probeTimeoutMillis longest time for a request of a probe with its one repeat
 */
record S3Settings(
        @Nullable URI endpoint,
        String region,
        boolean pathStyle,
        String accessKey,
        String secretKey,
        int connections,
        long timeoutMillis,
        long probeTimeoutMillis) {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration STALL = Duration.ofSeconds(15);
    private static final int MOST_PENDING = 10_000;
    private static final int PROBE_ATTEMPTS = 2;

    S3ObjectStore connect() {
        AwsCredentialsProvider credentials = accessKey.isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
        StandardRetryStrategy repeats = AwsRetryStrategy.standardRetryStrategy();
        return new S3ObjectStore(
                client(credentials, repeats, timeoutMillis),
                client(
                        credentials,
                        repeats.toBuilder().maxAttempts(PROBE_ATTEMPTS).build(),
                        probeTimeoutMillis));
    }

    private S3AsyncClient client(AwsCredentialsProvider credentials, RetryStrategy repeats, long limitMillis) {
        return S3AsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .forcePathStyle(pathStyle)
                .credentialsProvider(credentials)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(connections)
                        .maxPendingConnectionAcquires(MOST_PENDING)
                        .connectionAcquisitionTimeout(Duration.ofMillis(limitMillis))
                        .connectionTimeout(CONNECT)
                        .readTimeout(STALL)
                        .writeTimeout(STALL))
                .overrideConfiguration(
                        override -> override.retryStrategy(repeats).apiCallTimeout(Duration.ofMillis(limitMillis)))
                .build();
    }

    @Override
    public String toString() {
        return "S3Settings[endpoint=" + endpoint + ", region=" + region + "]";
    }
}
