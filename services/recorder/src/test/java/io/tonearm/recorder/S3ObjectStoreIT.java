package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.devkit.EmbeddedObjectStore;
import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.recorder.delivery.Access;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.delivery.PutOutcome;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import io.tonearm.recorder.delivery.S3ObjectStore;
import io.tonearm.recorder.testing.Await;
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
import java.util.Set;
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
        return store(endpoint, secretKey, 20_000);
    }

    private static S3ObjectStore store(URI endpoint, String secretKey, long probeTimeoutMillis) {
        return new S3Settings(endpoint, "us-east-1", true, server.accessKey(), secretKey, 8, 30_000, probeTimeoutMillis)
                .connect();
    }

    private static PutObject object(String bucket, String key, byte[] bytes, Map<String, String> metadata) {
        try {
            Path file = Files.createTempFile(folder, "object", ".wav");
            Files.write(file, bytes);
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new PutObject(
                    new ObjectKey(bucket, key),
                    file,
                    bytes.length,
                    sha256,
                    "audio/wav",
                    metadata,
                    StorageRule.ANYWHERE,
                    null);
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
        try (S3AsyncClient client = client()) {
            return client.headObject(head -> head.bucket(BUCKET).key(key)).join();
        }
    }

    private static S3AsyncClient client() {
        return S3AsyncClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
                .build();
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
    void nobodyListening_isAFailureThatMayPass() {
        try (S3ObjectStore unheard = store(deadEnd())) {
            assertThat(put(unheard, object("void.wav", bytes(100))).kind()).isEqualTo(Kind.FAILED);
        }
    }

    private static URI deadEnd() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
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
    void bucketThatIsThere_grants() throws IOException {
        server.createBucket("probed");

        assertThat(probe(store, "probed", "a/b.wav")).isEqualTo(Access.GRANTED);

        assertNothingIsLeftIn("probed");
    }

    @Test
    void probes_canBeRepeatedAndComeAllAtOnce() throws IOException {
        server.createBucket("probed-often");
        List<CompletableFuture<Access>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ObjectKey object = new ObjectKey("probed-often", "a/" + i % 10 + ".wav");
            answers.add(store.probe(object, StorageRule.ANYWHERE).toCompletableFuture());
        }

        assertThat(answers).extracting(CompletableFuture::join).containsOnly(Access.GRANTED);

        assertNothingIsLeftIn("probed-often");
    }

    @Test
    void probedKey_canBePutAndTheObjectSurvivesAnotherProbe() throws IOException {
        // Given
        server.createBucket("probed-and-put");
        PutObject object = object("probed-and-put", "a.wav", bytes(5_000), Map.of());

        // When
        Access before = probe(store, "probed-and-put", "a.wav");
        PutOutcome outcome = put(store, object);
        Access after = probe(store, "probed-and-put", "a.wav");

        // Then
        assertThat(before).isEqualTo(Access.GRANTED);
        assertThat(outcome.kind()).as(outcome.sentence()).isEqualTo(Kind.STORED);
        assertThat(after).isEqualTo(Access.GRANTED);
        awaitNoOpenUploadIn("probed-and-put");
        assertThat(Files.readAllBytes(server.bucketFolder("probed-and-put").resolve("a.wav")))
                .isEqualTo(bytes(5_000));
    }

    @Test
    void probeOfABucketThatIsNotThere_isDenied() {
        assertThat(probe(store, "nowhere", "a.wav")).isEqualTo(Access.DENIED);
    }

    @Test
    void probeWithWrongCredentials_isDenied() throws IOException {
        server.createBucket("guarded");
        try (S3ObjectStore stranger = store(server.endpoint(), "wrong")) {
            assertThat(probe(stranger, "guarded", "a.wav")).isEqualTo(Access.DENIED);

            assertNothingIsLeftIn("guarded");
        }
    }

    @Test
    void encryptionThatTheStoreHasNot_isDeniedAndRefused() throws IOException {
        server.createBucket("plain");
        StorageRule encrypted = new StorageRule(Set.of(), null, "key-1", null, false, null);
        PutObject plain = object("plain", "a.wav", bytes(1_000), Map.of());
        PutObject object = new PutObject(
                plain.object(), plain.file(), 1_000, plain.sha256(), "audio/wav", Map.of(), encrypted, null);

        Access access =
                store.probe(object.object(), encrypted).toCompletableFuture().join();
        PutOutcome outcome = put(store, object);

        assertThat(access).isEqualTo(Access.DENIED);
        assertThat(outcome.kind()).as(outcome.sentence()).isEqualTo(Kind.REFUSED);
        assertNothingIsLeftIn("plain");
    }

    @Test
    void probeOfAStoreThatIsGone_isUnknown() {
        try (S3ObjectStore unheard = store(deadEnd())) {
            assertThat(probe(unheard, BUCKET, "a.wav")).isEqualTo(Access.UNKNOWN);
        }
    }

    @Test
    void probeThatStalls_isUnknown() {
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                S3ObjectStore throughIt = store(proxy.endpoint(), server.secretKey(), 300)) {
            proxy.shut();

            assertThat(probe(throughIt, BUCKET, "stalled.wav")).isEqualTo(Access.UNKNOWN);
            assertThat(proxy.stuckRequests()).isPositive();
        }
    }

    @Test
    void storeThatCameBack_isProbedAnew() {
        try (FaultProxy proxy = new FaultProxy(server.endpoint());
                S3ObjectStore throughIt = store(proxy.endpoint(), server.secretKey(), 2_000)) {
            proxy.shut();
            Access during = probe(throughIt, BUCKET, "back.wav");
            proxy.open();
            Access after = probe(throughIt, BUCKET, "back.wav");

            assertThat(during).isEqualTo(Access.UNKNOWN);
            assertThat(after).isEqualTo(Access.GRANTED);
        }
    }

    @Test
    void storeThatIsClosedMeanwhile_leavesNoProbeUnanswered() {
        try (FaultProxy proxy = new FaultProxy(server.endpoint())) {
            S3ObjectStore closed = store(proxy.endpoint(), server.secretKey(), 1_000);
            proxy.shut();
            ObjectKey object = new ObjectKey(BUCKET, "closed.wav");
            CompletableFuture<Access> answer =
                    closed.probe(object, StorageRule.ANYWHERE).toCompletableFuture();
            Await.until("the probe is under way", () -> proxy.stuckRequests() > 0);

            closed.close();

            assertThat(answer.join()).isEqualTo(Access.UNKNOWN);
        }
    }

    @Test
    void probeOfAClosedStore_isUnknown() {
        S3ObjectStore closed = store(server.endpoint());
        closed.close();

        assertThat(probe(closed, BUCKET, "closed.wav")).isEqualTo(Access.UNKNOWN);
    }

    private static Access probe(S3ObjectStore store, String bucket, String key) {
        return store.probe(new ObjectKey(bucket, key), StorageRule.ANYWHERE)
                .toCompletableFuture()
                .join();
    }

    private static void awaitNoOpenUploadIn(String bucket) {
        try (S3AsyncClient client = client()) {
            Await.until(
                    "no upload is open",
                    () -> client.listMultipartUploads(list -> list.bucket(bucket))
                            .join()
                            .uploads()
                            .isEmpty());
        }
    }

    private static void assertNothingIsLeftIn(String bucket) throws IOException {
        awaitNoOpenUploadIn(bucket);
        try (S3AsyncClient client = client()) {
            assertThat(client.listObjectsV2(list -> list.bucket(bucket)).join().contents())
                    .isEmpty();
        }
        try (Stream<Path> files = Files.walk(server.bucketFolder(bucket))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void settings_doNotShowTheSecret() {
        S3Settings settings = new S3Settings(server.endpoint(), "r", true, "access", "hidden", 1, 1_000, 100);

        assertThat(settings.toString().getBytes(StandardCharsets.UTF_8))
                .asString()
                .doesNotContain("hidden");
    }
}
