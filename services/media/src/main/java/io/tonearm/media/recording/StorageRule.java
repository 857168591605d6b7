package io.tonearm.media.recording;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where and how an account's files are stored. Immutable.
 *
 * @param allowedBuckets where recordings may go; anywhere where empty
 * @param bucketOwner AWS account id that must own the buckets, 12 digits; null where anybody may
 * @param encryptionKeyId KMS key, 1 to 2,048 characters; null for the bucket's default
 * @param retentionDays how long S3 Object Lock keeps a file, 1 to 36,500; null for no lock
 * @param sidecar whether a JSON description is stored beside each file
 * @param fallback where a file goes that none of its destinations takes; null for nowhere
 */
public record StorageRule(
        Set<String> allowedBuckets,
        @Nullable String bucketOwner,
        @Nullable String encryptionKeyId,
        @Nullable Integer retentionDays,
        boolean sidecar,
        @Nullable Destination fallback) {

    /** Any bucket, nothing more. */
    public static final StorageRule ANYWHERE = new StorageRule(Set.of(), null, null, null, false, null);

    public StorageRule {
        allowedBuckets = Set.copyOf(allowedBuckets);
        PolicyCheck.require(
                "allowedBuckets",
                allowedBuckets.stream().allMatch(DestinationCheck::isBucket),
                "names of S3 buckets are needed");
        PolicyCheck.require(
                "expectedBucketOwner",
                bucketOwner == null || bucketOwner.matches("\\d{12}"),
                "an AWS account id of 12 digits is needed");
        PolicyCheck.require(
                "encryptionKeyId",
                encryptionKeyId == null || encryptionKeyId.matches("[!-~]{1,2048}"),
                "1 to 2,048 visible characters are needed");
        if (retentionDays != null) {
            PolicyCheck.range("retentionDays", retentionDays, 1, 36_500);
        }
        if (fallback != null) {
            PolicyCheck.destination("fallbackDestination", fallback, allowedBuckets);
        }
    }

    /** Whether recordings may go to this bucket. */
    public boolean allows(String bucket) {
        return allowedBuckets.isEmpty() || allowedBuckets.contains(bucket);
    }
}
