package io.tonearm.recorder.delivery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * An {@link ObjectStore} on S3: one PutObject with a precomputed SHA-256 in the signed header and {@code If-None-Match: *}.
 *
 * <p>An answer that got lost is not a failure: when the key is taken already, the checksums tell whether by the same
 * object. Nothing is ever overwritten. Safe for use by several threads.
 */
public final class S3ObjectStore implements ObjectStore {

    private static final int READ_BYTES = 128 * 1024;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final S3AsyncClient client;
    private final S3AsyncClient probeClient;
    private final S3AccessProbe probe;

    /**
     * Uses two clients, and closes them in the end.
     *
     * @param client stores objects
     * @param probeClient probes; with connections of its own, so that a probe does not wait for uploads
     */
    public S3ObjectStore(S3AsyncClient client, S3AsyncClient probeClient) {
        this.client = client;
        this.probeClient = probeClient;
        probe = new S3AccessProbe(probeClient);
    }

    @Override
    public CompletionStage<Access> probe(ObjectKey object, StorageRule rule) {
        return probe.ask(object, rule);
    }

    @Override
    public CompletionStage<PutOutcome> put(PutObject object) {
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(object.sha256()));
        AsyncRequestBody body;
        try {
            body = AsyncRequestBody.fromFile(file -> file.path(object.file()).chunkSizeInBytes(READ_BYTES));
        } catch (UncheckedIOException unreadable) {
            return completedFuture(PutOutcome.not(Kind.FAILED, sentence(object, unreadable)));
        }
        return client.putObject(request(object, checksum), body)
                .thenApply(response -> PutOutcome.stored(response.versionId()))
                .exceptionallyCompose(failure -> settle(object, checksum, S3Failure.cause(failure)));
    }

    private static PutObjectRequest request(PutObject object, String checksum) {
        @Nullable String keyId = object.rule().encryptionKeyId();
        @Nullable Long until = object.retainUntilMicros();
        return PutObjectRequest.builder()
                .bucket(object.object().bucket())
                .key(object.object().key())
                .expectedBucketOwner(object.rule().bucketOwner())
                .serverSideEncryption(keyId == null ? null : ServerSideEncryption.AWS_KMS)
                .ssekmsKeyId(keyId)
                .objectLockMode(until == null ? null : ObjectLockMode.COMPLIANCE)
                .objectLockRetainUntilDate(until == null ? null : secondAfter(until))
                .contentType(object.mediaType())
                .contentLength(object.bytes())
                .metadata(headers(object.metadata()))
                .checksumSHA256(checksum)
                .ifNoneMatch("*")
                .build();
    }

    private static Instant secondAfter(long micros) {
        return Instant.ofEpochSecond(-Math.floorDiv(-micros, MICROS_PER_SECOND));
    }

    private CompletableFuture<PutOutcome> settle(PutObject object, String checksum, Throwable failure) {
        if (failure instanceof S3Exception s3) {
            if (s3.statusCode() == 412) {
                return compare(object, checksum);
            }
            Kind kind = S3Failure.isRefusal(s3) ? Kind.REFUSED : Kind.FAILED;
            return completedFuture(PutOutcome.not(kind, sentence(object, s3)));
        }
        return findBucket(object, failure);
    }

    private CompletableFuture<PutOutcome> compare(PutObject object, String checksum) {
        return client.headObject(head -> head.bucket(object.object().bucket())
                        .key(object.object().key())
                        .expectedBucketOwner(object.rule().bucketOwner())
                        .checksumMode(ChecksumMode.ENABLED))
                .handle((there, failure) -> {
                    if (failure != null) {
                        return PutOutcome.not(Kind.FAILED, sentence(object, S3Failure.cause(failure)));
                    }
                    boolean same = checksum.equals(there.checksumSHA256())
                            && Long.valueOf(object.bytes()).equals(there.contentLength());
                    return same
                            ? PutOutcome.stored(there.versionId())
                            : PutOutcome.not(
                                    Kind.CONFLICT,
                                    "another object is stored as "
                                            + object.object().uri());
                });
    }

    /** A store that refuses early may cut the connection before its answer is read: ask it again without a body. */
    private CompletableFuture<PutOutcome> findBucket(PutObject object, Throwable failure) {
        String bucket = object.object().bucket();
        return client.headBucket(head ->
                        head.bucket(bucket).expectedBucketOwner(object.rule().bucketOwner()))
                .handle((there, missing) -> {
                    boolean noBucket = missing != null
                            && S3Failure.cause(missing) instanceof S3Exception s3
                            && s3.statusCode() == 404;
                    return noBucket
                            ? PutOutcome.not(Kind.REFUSED, "bucket " + bucket + " does not exist; create it")
                            : PutOutcome.not(Kind.FAILED, sentence(object, failure));
                });
    }

    private static String sentence(PutObject object, Throwable failure) {
        return "storing " + object.object().uri() + " failed: " + failure.getMessage();
    }

    /** Headers are ASCII: what is not is percent-encoded, as is the percent sign itself. */
    private static Map<String, String> headers(Map<String, String> metadata) {
        Map<String, String> headers = new TreeMap<>();
        metadata.forEach((key, value) -> {
            boolean plain = value.chars().allMatch(c -> c >= 0x20 && c < 0x7F && c != '%')
                    && value.strip().equals(value);
            headers.put(
                    key,
                    plain
                            ? value
                            : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        });
        return headers;
    }

    @Override
    public void close() {
        probeClient.close();
        client.close();
    }
}
