package io.tonearm.recorder;

import io.tonearm.recorder.delivery.S3ObjectStore;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * How S3 is reached. Immutable.
 *
 * @param endpoint of a service other than Amazon's; null for Amazon's
 * @param region of the buckets
 * @param pathStyle whether the bucket is in the path
 * @param accessKey empty for the platform's default credentials
 * @param secretKey belongs to the access key
 * @param connections most at a time
 * @param timeoutMillis longest time for a request with its repeats
 */
record S3Settings(
        @Nullable URI endpoint,
        String region,
        boolean pathStyle,
        String accessKey,
        String secretKey,
        int connections,
        long timeoutMillis) {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration STALL = Duration.ofSeconds(15);
    private static final int MOST_PENDING = 10_000;

    S3ObjectStore connect() {
        AwsCredentialsProvider credentials = accessKey.isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
        return new S3ObjectStore(S3AsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .forcePathStyle(pathStyle)
                .credentialsProvider(credentials)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(connections)
                        .maxPendingConnectionAcquires(MOST_PENDING)
                        .connectionAcquisitionTimeout(Duration.ofMillis(timeoutMillis))
                        .connectionTimeout(CONNECT)
                        .readTimeout(STALL)
                        .writeTimeout(STALL))
                .overrideConfiguration(override ->
                        override.retryStrategy(RetryMode.STANDARD).apiCallTimeout(Duration.ofMillis(timeoutMillis)))
                .build());
    }

    @Override
    public String toString() {
        return "S3Settings[endpoint=" + endpoint + ", region=" + region + "]";
    }
}
