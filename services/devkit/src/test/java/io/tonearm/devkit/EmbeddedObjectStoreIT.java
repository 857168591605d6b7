package io.tonearm.devkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class EmbeddedObjectStoreIT {

    private static final byte[] AUDIO = "RIFF and so on".getBytes(StandardCharsets.UTF_8);
    private static final int LEAST_PART_BYTES = 5 << 20;
    private static final String KEY = "recordings/2026/11/20/call_leg.wav";

    @TempDir
    private Path folder;

    @Test
    void putObject_isAPlainFileInTheBucketFolder() throws IOException {
        try (EmbeddedObjectStore store = startWithBucket();
                S3AsyncClient client = client(store, store.secretKey())) {
            put(client, request().checksumSHA256(sha256(AUDIO)).build());

            assertThat(store.bucketFolder("calls").resolve(KEY)).isAbsolute().hasBinaryContent(AUDIO);
        }
    }

    @Test
    void keyThatExists_isNotReplacedUnderIfNoneMatch() throws IOException {
        try (EmbeddedObjectStore store = startWithBucket();
                S3AsyncClient client = client(store, store.secretKey())) {
            put(client, request().ifNoneMatch("*").build());

            assertRefused(() -> put(client, request().ifNoneMatch("*").build()), 412);
        }
    }

    @Test
    void wrongChecksumHeader_isRefused() throws IOException {
        try (EmbeddedObjectStore store = startWithBucket();
                S3AsyncClient client = client(store, store.secretKey())) {
            String wrong = sha256("something else".getBytes(StandardCharsets.UTF_8));

            assertRefused(() -> put(client, request().checksumSHA256(wrong).build()), 400);
            assertThat(store.bucketFolder("calls").resolve(KEY)).doesNotExist();
        }
    }

    @Test
    void wrongSecret_isRefused() throws IOException {
        try (EmbeddedObjectStore store = startWithBucket();
                S3AsyncClient client = client(store, "wrong")) {
            assertRefused(() -> put(client, request().build()), 403);
        }
    }

    @Test
    void restartOnSameFolder_keepsObjectsMetadataAndAccess() throws IOException {
        // Given
        URI endpoint;
        try (EmbeddedObjectStore store = startWithBucket();
                S3AsyncClient client = client(store, store.secretKey())) {
            endpoint = store.endpoint();
            put(client, request().metadata(Map.of("leg-id", "leg")).build());
        }

        // When
        try (EmbeddedObjectStore store = startWithBucket();
                S3AsyncClient client = client(store, store.secretKey())) {

            // Then
            assertThat(store.endpoint()).isEqualTo(endpoint);
            HeadObjectResponse head =
                    client.headObject(get -> get.bucket("calls").key(KEY)).join();
            assertThat(head.metadata()).containsEntry("leg-id", "leg");
            byte[] read = client.getObject(get -> get.bucket("calls").key(KEY), AsyncResponseTransformer.toBytes())
                    .join()
                    .asByteArray();
            assertThat(read).isEqualTo(AUDIO);
        }
    }

    @Test
    void multipartUpload_isOnePlainFile() throws IOException {
        try (EmbeddedObjectStore store = startWithBucket();
                S3AsyncClient client = client(store, store.secretKey())) {
            // Given
            String upload = client.createMultipartUpload(
                            create -> create.bucket("calls").key(KEY))
                    .join()
                    .uploadId();
            byte[] first = new byte[LEAST_PART_BYTES];
            Arrays.fill(first, (byte) 0x7F);

            // When
            CompletedPart second = uploadPart(client, upload, 2, AUDIO);
            CompletedPart header = uploadPart(client, upload, 1, first);
            client.completeMultipartUpload(complete -> complete.bucket("calls")
                            .key(KEY)
                            .uploadId(upload)
                            .multipartUpload(parts -> parts.parts(header, second)))
                    .join();

            // Then
            byte[] whole = Arrays.copyOf(first, first.length + AUDIO.length);
            System.arraycopy(AUDIO, 0, whole, first.length, AUDIO.length);
            assertThat(store.bucketFolder("calls").resolve(KEY)).hasBinaryContent(whole);
            assertThat(client.listObjectsV2(list -> list.bucket("calls")).join().contents())
                    .extracting(S3Object::key)
                    .containsExactly(KEY);
        }
    }

    @Test
    void presignedUrl_playsARangeWithoutCredentials() throws Exception {
        try (EmbeddedObjectStore store = startWithBucket();
                S3AsyncClient client = client(store, store.secretKey());
                S3Presigner presigner = S3Presigner.builder()
                        .endpointOverride(store.endpoint())
                        .serviceConfiguration(S3Configuration.builder()
                                .pathStyleAccessEnabled(true)
                                .build())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(credentials(store, store.secretKey()))
                        .build()) {
            put(client, request().build());
            URI url = presigner
                    .presignGetObject(presign -> presign.signatureDuration(Duration.ofMinutes(1))
                            .getObjectRequest(get -> get.bucket("calls").key(KEY)))
                    .url()
                    .toURI();

            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(url)
                                    .header("Range", "bytes=0-3")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(206);
            assertThat(response.body()).isEqualTo("RIFF");
        }
    }

    @Test
    void givenCredentials_areTheOnesAccepted() throws IOException {
        ObjectStoreCredentials given = new ObjectStoreCredentials("TONE1", "given secret");
        try (EmbeddedObjectStore store = EmbeddedObjectStore.start(new EmbeddedObjectStore.Options(folder, 0, given));
                S3AsyncClient client = client(store, "given secret")) {
            store.createBucket("calls");
            put(client, request().build());

            assertThat(folder.resolve("s3.credentials")).doesNotExist();
        }
    }

    @Test
    void fixedPortInUse_isRefusedByNumber() throws IOException {
        try (ServerSocket other = Listening.occupy()) {
            EmbeddedObjectStore.Options options =
                    EmbeddedObjectStore.Options.in(folder).withPort(other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedObjectStore.start(options))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("port in use")
                    .hasMessageContaining("port=" + other.getLocalPort());
        }
    }

    @Test
    void twoStores_haveDifferentPortsOnLoopbackOnly() throws IOException {
        try (EmbeddedObjectStore one =
                        EmbeddedObjectStore.start(EmbeddedObjectStore.Options.in(folder.resolve("one")));
                EmbeddedObjectStore two =
                        EmbeddedObjectStore.start(EmbeddedObjectStore.Options.in(folder.resolve("two")))) {
            assertThat(one.endpoint()).isNotEqualTo(two.endpoint());
            assertThat(one.secretKey()).isNotEqualTo(two.secretKey());
            assertThat(Listening.addresses(one.endpoint().getPort()))
                    .isNotEmpty()
                    .allSatisfy(
                            address -> assertThat(address.isLoopbackAddress()).isTrue());
        }
    }

    @Test
    void bucketNameThatLeavesTheFolder_isRefused() throws IOException {
        try (EmbeddedObjectStore store = startWithBucket()) {
            assertThatThrownBy(() -> store.createBucket("../calls"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bucket=../calls");
        }
    }

    private EmbeddedObjectStore startWithBucket() {
        EmbeddedObjectStore store = EmbeddedObjectStore.start(EmbeddedObjectStore.Options.in(folder));
        store.createBucket("calls");
        return store;
    }

    private static S3AsyncClient client(EmbeddedObjectStore store, String secretKey) {
        return S3AsyncClient.builder()
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials(store, secretKey))
                .build();
    }

    private static StaticCredentialsProvider credentials(EmbeddedObjectStore store, String secretKey) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(store.accessKey(), secretKey));
    }

    private static CompletedPart uploadPart(S3AsyncClient client, String upload, int number, byte[] bytes) {
        String eTag = client.uploadPart(
                        part -> part.bucket("calls").key(KEY).uploadId(upload).partNumber(number),
                        AsyncRequestBody.fromBytes(bytes))
                .join()
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(eTag).build();
    }

    private static PutObjectRequest.Builder request() {
        return PutObjectRequest.builder().bucket("calls").key(KEY);
    }

    private static void put(S3AsyncClient client, PutObjectRequest request) {
        client.putObject(request, AsyncRequestBody.fromBytes(AUDIO)).join();
    }

    private static void assertRefused(Runnable request, int status) {
        assertThatThrownBy(request::run)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(status));
    }

    private static String sha256(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
