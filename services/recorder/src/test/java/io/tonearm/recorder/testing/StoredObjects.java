package io.tonearm.recorder.testing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What an S3 server has, as any client sees it. */
public final class StoredObjects implements AutoCloseable {

    private final S3AsyncClient client;

    /** Asks a server. */
    public StoredObjects(URI endpoint, String accessKey, String secretKey) {
        client = S3AsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .build();
    }

    /** The object of an {@code s3://bucket/key}. */
    public byte[] bytes(String uri) {
        URI object = URI.create(uri);
        return client.getObject(
                        get -> get.bucket(object.getHost()).key(object.getPath().substring(1)),
                        AsyncResponseTransformer.toBytes())
                .join()
                .asByteArray();
    }

    /** The metadata of an {@code s3://bucket/key}. */
    public Map<String, String> metadata(String uri) {
        URI object = URI.create(uri);
        return client.headObject(head ->
                        head.bucket(object.getHost()).key(object.getPath().substring(1)))
                .join()
                .metadata();
    }

    /** The keys of a leg's objects in a bucket, in order. */
    public List<String> keys(String bucket, String legId) {
        return client.listObjectsV2(list -> list.bucket(bucket)).join().contents().stream()
                .map(S3Object::key)
                .filter(key -> key.contains("_" + legId + ".") || key.contains("_" + legId + "_"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
