package io.tonearm.recorder.delivery;

import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tells a destination that does not take an object from one that is out of order. Stateless. */
final class S3Failure {

    private static final Set<String> REFUSALS = Set.of(
            "AccessDenied",
            "AccountProblem",
            "AllAccessDisabled",
            "InvalidAccessKeyId",
            "InvalidArgument",
            "InvalidBucketName",
            "InvalidRequest",
            "KMS.DisabledException",
            "KMS.InvalidKeyUsageException",
            "KMS.KMSInvalidStateException",
            "KMS.NotFoundException",
            "NoSuchBucket",
            "NotImplemented",
            "PermanentRedirect",
            "SignatureDoesNotMatch");
    private static final Set<Integer> REFUSING_STATUSES = Set.of(301, 403, 404);

    private S3Failure() {}

    /** What a stage of the client failed with. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Whether its code says that repeating the request is of no use. */
    static boolean isRefusal(S3Exception failure) {
        return REFUSALS.contains(code(failure));
    }

    /** Whether it has no code that could be read, and its status says no. */
    static boolean isWordlessRefusal(S3Exception failure) {
        return code(failure).isEmpty() && REFUSING_STATUSES.contains(failure.statusCode());
    }

    private static String code(S3Exception failure) {
        @Nullable AwsErrorDetails details = failure.awsErrorDetails();
        @Nullable String code = details == null ? null : details.errorCode();
        return code == null ? "" : code;
    }
}
