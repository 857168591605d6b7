package io.tonearm.recorder.delivery;

import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.StorageRule;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Asks S3 whether it would take an object: begins a multipart upload under its key and aborts it at once. That needs the
 * permission to store, has no body that an early refusal could cut, and makes no object.
 *
 * <p>The answer does not wait for the abort. An upload whose abort fails, or whose beginning was not answered, stays open
 * without a part until the bucket's lifecycle rule for incomplete uploads ends it. Safe for use by several threads.
 */
final class S3AccessProbe {

    private static final Logger log = LoggerFactory.getLogger(S3AccessProbe.class);

    private final S3AsyncClient client;

    S3AccessProbe(S3AsyncClient client) {
        this.client = client;
    }

    CompletableFuture<Access> ask(ObjectKey object, StorageRule rule) {
        @Nullable String keyId = rule.encryptionKeyId();
        CreateMultipartUploadRequest request = CreateMultipartUploadRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .expectedBucketOwner(rule.bucketOwner())
                .serverSideEncryption(keyId == null ? null : ServerSideEncryption.AWS_KMS)
                .ssekmsKeyId(keyId)
                .build();
        return client.createMultipartUpload(request).handle((begun, failure) -> {
            if (failure != null) {
                return notGranted(object, failure);
            }
            return granted(object, rule, begun);
        });
    }

    private Access granted(ObjectKey object, StorageRule rule, CreateMultipartUploadResponse begun) {
        @Nullable String uploadId = begun.uploadId();
        if (uploadId == null || uploadId.isEmpty()) {
            return say(Access.UNKNOWN, object, "expected the id of an upload, but there is none in the answer");
        }
        abort(object, rule, uploadId);
        return Access.GRANTED;
    }

    private void abort(ObjectKey object, StorageRule rule, String uploadId) {
        client.abortMultipartUpload(abort -> abort.bucket(object.bucket())
                        .key(object.key())
                        .uploadId(uploadId)
                        .expectedBucketOwner(rule.bucketOwner()))
                .exceptionally(failure -> {
                    log.atWarn()
                            .addKeyValue("uri", object.uri())
                            .addKeyValue("uploadId", uploadId)
                            .addKeyValue("cause", S3Failure.cause(failure).getMessage())
                            .log("upload of a probe could not be aborted; abort it by hand or by a lifecycle rule");
                    return null;
                });
    }

    private static Access notGranted(ObjectKey object, Throwable failure) {
        Throwable cause = S3Failure.cause(failure);
        boolean denied =
                cause instanceof S3Exception s3 && (S3Failure.isRefusal(s3) || S3Failure.isWordlessRefusal(s3));
        return say(denied ? Access.DENIED : Access.UNKNOWN, object, cause.getMessage());
    }

    private static Access say(Access access, ObjectKey object, @Nullable String detail) {
        log.atWarn()
                .addKeyValue("uri", object.uri())
                .addKeyValue("access", access)
                .addKeyValue("cause", detail)
                .log("destination did not grant access");
        return access;
    }
}
