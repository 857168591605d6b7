package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.devkit.EmbeddedObjectStore;
import io.tonearm.media.recording.ObjectKey;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.delivery.PutOutcome;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import io.tonearm.recorder.delivery.S3ObjectStore;
import io.tonearm.recorder.testing.FaultProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What an object store promises, of the one on S3. */
final class S3ObjectStoreIT {

    private static final String BUCKET = "recordings";

    @TempDir
    private static Path folder;

    private static EmbeddedObjectStore server;
    private static S3ObjectStore store;

    @BeforeAll
    static void serve() {
        server = EmbeddedObjectStore.start(EmbeddedObjectStore.Options.in(folder));
        server.createBucket(BUCKET);
        store = store(server.endpoint());
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    private static S3ObjectStore store(URI endpoint) {
        return store(endpoint, server.secretKey());
    }

    private static S3ObjectStore store(URI endpoint, String secretKey) {
        return new S3Settings(endpoint, "us-east-1", true, server.accessKey(), secretKey, 8, 30_000).connect();
    }

    private static PutObject object(String bucket, String key, byte[] bytes, Map<String, String> metadata) {
        try {
            Path file = Files.createTempFile(folder, "object", ".wav");
            Files.write(file, bytes);
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new PutObject(new ObjectKey(bucket, key), file, bytes.length, sha256, "audio/wav", metadata);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static PutObject object(String key, byte[] bytes) {
        return object(BUCKET, key, bytes, Map.of());
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static PutOutcome put(S3ObjectStore store, PutObject object) {
        return store.put(object).toCompletableFuture().join();
    }

    private static byte[] stored(String key) throws IOException {
        return Files.readAllBytes(server.bucketFolder(BUCKET).resolve(key));
    }

    @Test
    void object_isStoredByteForByte() throws IOException {
        PutOutcome outcome = put(store, object("a/b/plain.wav", bytes(100_000)));

        assertThat(outcome.kind()).as(outcome.sentence()).isEqualTo(Kind.STORED);
        assertThat(stored("a/b/plain.wav")).isEqualTo(bytes(100_000));
    }

    @Test
    void emptyObject_isStored() throws IOException {
        assertThat(put(store, object("empty.wav", bytes(0))).kind()).isEqualTo(Kind.STORED);
        assertThat(stored("empty.wav")).isEmpty();
    }

    @Test
    void metadata_isKeptAndWhatIsNotAsciiIsPercentEncoded() {
        Map<String, String> metadata = Map.of(
                "leg-id", "leg 1",
                "agent", "Müller, 東京",
                "share", "50%",
                "padded", " a ");

        PutOutcome outcome = put(store, object(BUCKET, "metadata.wav", bytes(10), metadata));
        assertThat(outcome.kind()).as(outcome.sentence()).isEqualTo(Kind.STORED);

        HeadObjectResponse head = head("metadata.wav");
        assertThat(head.contentType()).isEqualTo("audio/wav");
        assertThat(head.contentLength()).isEqualTo(10);
        assertThat(head.metadata())
                .containsEntry("leg-id", "leg 1")
                .containsEntry("agent", "M%C3%BCller%2C%20%E6%9D%B1%E4%BA%AC")
                .containsEntry("share", "50%25")
                .containsEntry("padded", "%20a%20");
    }

    private static HeadObjectResponse head(String key) {
        try (S3AsyncClient client = S3AsyncClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
                .build()) {
            return client.headObject(head -> head.bucket(BUCKET).key(key)).join();
        }
    }

    @Test
    void sameObjectAgain_isStored() {
        put(store, object("again.wav", bytes(5_000)));

        assertThat(put(store, object("again.wav", bytes(5_000))).kind()).isEqualTo(Kind.STORED);
    }

    @Test
    void otherBytesUnderTheKey_areAConflictAndTheFirstObjectStays() throws IOException {
        put(store, object("taken.wav", bytes(5_000)));

        PutOutcome outcome = put(store, object("taken.wav", bytes(5_001)));

        assertThat(outcome.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(outcome.sentence()).contains("s3://recordings/taken.wav");
        assertThat(stored("taken.wav")).isEqualTo(bytes(5_000));
    }

    @Test
    void otherBytesOfTheSameLength_areAConflictToo() {
        byte[] other = bytes(5_000);
        other[4_999]++;
        put(store, object("same-length.wav", bytes(5_000)));

        assertThat(put(store, object("same-length.wav", other)).kind()).isEqualTo(Kind.CONFLICT);
    }

    @Test
    void sameObjectManyTimesAtOnce_isStoredOnceAndEachSaysSo() throws IOException {
        List<CompletableFuture<PutOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            outcomes.add(store.put(object("at-once.wav", bytes(20_000))).toCompletableFuture());
        }

        assertThat(outcomes).extracting(outcome -> outcome.join().kind()).containsOnly(Kind.STORED);
        assertThat(stored("at-once.wav")).isEqualTo(bytes(20_000));
    }

    @Test
    void bucketThatIsNotThere_refuses() {
        PutOutcome small = put(store, object("nowhere", "a.wav", bytes(100), Map.of()));
        PutOutcome large = put(store, object("nowhere", "b.wav", bytes(3_000_000), Map.of()));

        assertThat(small.kind()).as(small.sentence()).isEqualTo(Kind.REFUSED);
        assertThat(large.kind()).as(large.sentence()).isEqualTo(Kind.REFUSED);
        assertThat(small.sentence()).contains("nowhere");
    }

    @Test
    void wrongCredentials_areRefused() {
        try (S3ObjectStore stranger = store(server.endpoint(), "wrong")) {
            PutOutcome outcome = put(stranger, object("secret.wav", bytes(100)));

            assertThat(outcome.kind()).as(outcome.sentence()).isEqualTo(Kind.REFUSED);
            assertThat(server.bucketFolder(BUCKET).resolve("secret.wav")).doesNotExist();
        }
    }

    @Test
    void nobodyListening_isAFailureThatMayPass() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (S3ObjectStore unheard = store(URI.create("http://127.0.0.1:" + port))) {
            assertThat(put(unheard, object("void.wav", bytes(100))).kind()).isEqualTo(Kind.FAILED);
        }
    }

    @Test
    void largeFile_isStoredByteForByte() throws IOException {
        PutOutcome outcome = put(store, object("large.wav", bytes(60_000_000)));

        assertThat(outcome.kind()).as(outcome.sentence()).isEqualTo(Kind.STORED);
        assertThat(stored("large.wav")).isEqualTo(bytes(60_000_000));
    }

    @Test
    void fileThatIsGone_isAFailureAndNoException() throws IOException {
        PutObject gone = object("gone.wav", bytes(100));
        Files.delete(gone.file());

        assertThat(put(store, gone).kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void answerThatGotLost_isNoFailure() throws IOException {
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                S3ObjectStore throughIt = store(proxy.endpoint())) {
            proxy.loseAnswers(1);

            PutOutcome outcome = put(throughIt, object("lost-once.wav", bytes(50_000)));

            assertThat(proxy.lostAnswers()).isEqualTo(1);
            assertThat(outcome.kind()).as(outcome.sentence()).isEqualTo(Kind.STORED);
            assertThat(stored("lost-once.wav")).isEqualTo(bytes(50_000));
        }
    }

    @Test
    void answersThatAllGotLost_areAFailureAndTheNextTryFindsTheObject() throws IOException {
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                S3ObjectStore throughIt = store(proxy.endpoint())) {
            proxy.loseAnswers(1_000);
            PutOutcome first = put(throughIt, object("lost-always.wav", bytes(50_000)));
            proxy.loseAnswers(0);
            PutOutcome second = put(throughIt, object("lost-always.wav", bytes(50_000)));

            assertThat(first.kind()).isEqualTo(Kind.FAILED);
            assertThat(second.kind()).as(second.sentence()).isEqualTo(Kind.STORED);
            assertThat(stored("lost-always.wav")).isEqualTo(bytes(50_000));
        }
    }

    @Test
    void storedObjects_leaveNothingElseBehind() throws IOException {
        put(store, object("alone/object.wav", bytes(1_000)));
        put(store, object("alone/object.wav", bytes(1_001)));

        try (Stream<Path> files = Files.list(server.bucketFolder(BUCKET).resolve("alone"))) {
            assertThat(files)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactly("object.wav");
        }
    }

    @Test
    void settings_doNotShowTheSecret() {
        S3Settings settings = new S3Settings(server.endpoint(), "r", true, "access", "hidden", 1, 1_000);

        assertThat(settings.toString().getBytes(StandardCharsets.UTF_8))
                .asString()
                .doesNotContain("hidden");
    }
}
