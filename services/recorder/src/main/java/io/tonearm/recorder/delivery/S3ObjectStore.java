package io.tonearm.recorder.delivery;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.tonearm.recorder.delivery.PutOutcome.Kind;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An {@link ObjectStore} on S3: one PutObject with a precomputed SHA-256 in the signed header and {@code If-None-Match: *}.
 *
 * <p>An answer that got lost is not a failure: when the key is taken already, the checksums tell whether by the same
 * object. Nothing is ever overwritten. Safe for use by several threads.
 */
public final class S3ObjectStore implements ObjectStore {

    private static final int READ_BYTES = 128 * 1024;
    private static final Set<String> REFUSALS = Set.of(
            "AccessDenied",
            "AccountProblem",
            "AllAccessDisabled",
            "InvalidAccessKeyId",
            "InvalidBucketName",
            "KMS.DisabledException",
            "NoSuchBucket",
            "PermanentRedirect",
            "SignatureDoesNotMatch");

    private final S3AsyncClient client;

    /** Uses a client, and closes it in the end. */
    public S3ObjectStore(S3AsyncClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<PutOutcome> put(PutObject object) {
        String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(object.sha256()));
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(object.object().bucket())
                .key(object.object().key())
                .contentType(object.mediaType())
                .contentLength(object.bytes())
                .metadata(headers(object.metadata()))
                .checksumSHA256(checksum)
                .ifNoneMatch("*")
                .build();
        AsyncRequestBody body;
        try {
            body = AsyncRequestBody.fromFile(file -> file.path(object.file()).chunkSizeInBytes(READ_BYTES));
        } catch (UncheckedIOException unreadable) {
            return completedFuture(PutOutcome.not(Kind.FAILED, sentence(object, unreadable)));
        }
        return client.putObject(request, body)
                .thenApply(response -> PutOutcome.stored(response.versionId()))
                .exceptionallyCompose(failure -> settle(object, checksum, cause(failure)));
    }

    private CompletableFuture<PutOutcome> settle(PutObject object, String checksum, Throwable failure) {
        if (failure instanceof S3Exception s3) {
            if (s3.statusCode() == 412) {
                return compare(object, checksum);
            }
            return completedFuture(PutOutcome.not(isRefusal(s3) ? Kind.REFUSED : Kind.FAILED, sentence(object, s3)));
        }
        return probe(object, failure);
    }

    private CompletableFuture<PutOutcome> compare(PutObject object, String checksum) {
        return client.headObject(head -> head.bucket(object.object().bucket())
                        .key(object.object().key())
                        .checksumMode(ChecksumMode.ENABLED))
                .handle((there, failure) -> {
                    if (failure != null) {
                        return PutOutcome.not(Kind.FAILED, sentence(object, cause(failure)));
                    }
                    boolean same = checksum.equals(there.checksumSHA256()) && there.contentLength() == object.bytes();
                    return same
                            ? PutOutcome.stored(there.versionId())
                            : PutOutcome.not(
                                    Kind.CONFLICT,
                                    "another object is stored as "
                                            + object.object().uri());
                });
    }

    /** A store that refuses early may cut the connection before its answer is read: ask it again without a body. */
    private CompletableFuture<PutOutcome> probe(PutObject object, Throwable failure) {
        return client.headBucket(head -> head.bucket(object.object().bucket())).handle((there, missing) -> {
            boolean noBucket = missing != null && cause(missing) instanceof S3Exception s3 && s3.statusCode() == 404;
            return noBucket
                    ? PutOutcome.not(Kind.REFUSED, "bucket " + object.object().bucket() + " does not exist; create it")
                    : PutOutcome.not(Kind.FAILED, sentence(object, failure));
        });
    }

    private static boolean isRefusal(S3Exception failure) {
        String code = failure.awsErrorDetails() == null
                ? ""
                : failure.awsErrorDetails().errorCode();
        return REFUSALS.contains(code);
    }

    private static String sentence(PutObject object, Throwable failure) {
        return "storing " + object.object().uri() + " failed: " + failure.getMessage();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
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
        client.close();
    }
}
