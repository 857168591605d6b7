package io.tonearm.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.media.recording.ObjectKey;
import io.tonearm.media.recording.StorageRule;
import io.tonearm.recorder.delivery.Access;
import io.tonearm.recorder.delivery.PutObject;
import io.tonearm.recorder.delivery.PutOutcome;
import io.tonearm.recorder.delivery.PutOutcome.Kind;
import io.tonearm.recorder.delivery.S3ObjectStore;
import io.tonearm.recorder.testing.Await;
import io.tonearm.recorder.testing.ScriptedServer;
import io.tonearm.recorder.testing.ScriptedServer.Answer;
import io.tonearm.recorder.testing.ScriptedServer.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to S3, and what is made of its answers, where no server at hand has the feature. */
final class S3RequestTest {

    private static final String OWNER = "123456789012";
    private static final String KEY_ID = "arn:aws:kms:eu-central-1:123456789012:key/0d9c";
    private static final StorageRule PLAIN = StorageRule.ANYWHERE;
    private static final StorageRule STRICT = new StorageRule(Set.of(), OWNER, KEY_ID, 30, false, null);
    private static final ObjectKey OBJECT = new ObjectKey("recordings", "a/b.wav");
    private static final long MICROS_OF_2030 = 1_893_456_000_000_000L;
    private static final String SHA256_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String BASE64_OF_IT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    @TempDir
    private static Path folder;

    private static S3ObjectStore first;

    /** Network threads are shared by all stores, and kept while one of them is open. */
    @BeforeAll
    static void keepThreads() {
        first = new S3Settings(null, "us-east-1", true, "key", "secret", 1, 1_000, 1_000).connect();
    }

    @AfterAll
    static void endThreads() {
        first.close();
    }

    private static S3ObjectStore store(ScriptedServer server) {
        return store(server, 20_000);
    }

    private static S3ObjectStore store(ScriptedServer server, long probeTimeoutMillis) {
        return new S3Settings(server.endpoint(), "us-east-1", true, "key", "secret", 1, 30_000, probeTimeoutMillis)
                .connect();
    }

    private static PutObject object(StorageRule rule, @Nullable Long retainUntilMicros) {
        try {
            Path file = Files.createTempFile(folder, "object", ".wav");
            return new PutObject(OBJECT, file, 0, SHA256_OF_NOTHING, "audio/wav", Map.of(), rule, retainUntilMicros);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static PutOutcome put(S3ObjectStore store, PutObject object) {
        return store.put(object).toCompletableFuture().join();
    }

    private static Access probe(S3ObjectStore store, StorageRule rule) {
        return store.probe(OBJECT, rule).toCompletableFuture().join();
    }

    private static Answer begun(String uploadId) {
        return Answer.of(
                200,
                "<InitiateMultipartUploadResult><UploadId>" + uploadId + "</UploadId></InitiateMultipartUploadResult>");
    }

    private static Function<Request, Answer> always(Answer answer) {
        return request -> answer;
    }

    @Test
    void putWithoutRule_saysNothingOfOwnerKeyAndLock() {
        try (ScriptedServer server = new ScriptedServer(always(Answer.of(200, "")));
                S3ObjectStore store = store(server)) {
            assertThat(put(store, object(PLAIN, null)).kind()).isEqualTo(Kind.STORED);

            assertThat(server.requests()).hasSize(1);
            assertThat(server.requests().get(0).awsHeaders())
                    .containsOnlyKeys("x-amz-checksum-sha256", "x-amz-content-sha256", "x-amz-date");
        }
    }

    @Test
    void ownerKeyAndLock_areSaidAndSigned() {
        try (ScriptedServer server = new ScriptedServer(always(Answer.of(200, "")));
                S3ObjectStore store = store(server)) {
            assertThat(put(store, object(STRICT, MICROS_OF_2030)).kind()).isEqualTo(Kind.STORED);

            Request request = server.requests().get(0);
            assertThat(request.awsHeaders())
                    .containsEntry("x-amz-expected-bucket-owner", OWNER)
                    .containsEntry("x-amz-server-side-encryption", "aws:kms")
                    .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", KEY_ID)
                    .containsEntry("x-amz-object-lock-mode", "COMPLIANCE")
                    .containsEntry("x-amz-object-lock-retain-until-date", "2030-01-01T00:00:00Z")
                    .containsEntry("x-amz-checksum-sha256", BASE64_OF_IT);
            assertThat(request.headers()).containsEntry("if-none-match", "*");
            assertThat(request.signedHeaders().split(";"))
                    .containsAll(request.awsHeaders().keySet())
                    .contains("if-none-match");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1893456000000000, 2030-01-01T00:00:00Z",
        "1893456000000001, 2030-01-01T00:00:01Z",
        "1893456000999999, 2030-01-01T00:00:01Z",
        "1893456001000000, 2030-01-01T00:00:01Z"
    })
    void lock_endsAtAWholeSecondAndNeverEarlier(long micros, String until) {
        try (ScriptedServer server = new ScriptedServer(always(Answer.of(200, "")));
                S3ObjectStore store = store(server)) {
            put(store, object(PLAIN, micros));

            assertThat(server.requests().get(0).awsHeaders())
                    .containsEntry("x-amz-object-lock-retain-until-date", until)
                    .doesNotContainKeys("x-amz-expected-bucket-owner", "x-amz-server-side-encryption");
        }
    }

    @Test
    void comparisonWithWhatIsThere_namesTheOwner() {
        Function<Request, Answer> taken = request -> request.method().equals("HEAD")
                ? new Answer(200, Map.of("x-amz-checksum-sha256", BASE64_OF_IT, "content-length", "0"), "")
                : Answer.error(412, "PreconditionFailed");
        try (ScriptedServer server = new ScriptedServer(taken);
                S3ObjectStore store = store(server)) {
            assertThat(put(store, object(STRICT, null)).kind()).isEqualTo(Kind.STORED);

            assertThat(server.requests("HEAD")).singleElement().satisfies(S3RequestTest::assertOwnerIsSigned);
        }
    }

    @Test
    void searchForTheBucket_namesTheOwner() {
        Function<Request, Answer> cut =
                request -> request.method().equals("HEAD") ? Answer.of(404, "") : Answer.of(0, "");
        try (ScriptedServer server = new ScriptedServer(cut);
                S3ObjectStore store = store(server)) {
            assertThat(put(store, object(STRICT, null)).kind()).isEqualTo(Kind.REFUSED);

            assertThat(server.requests("HEAD")).singleElement().satisfies(S3RequestTest::assertOwnerIsSigned);
        }
    }

    private static void assertOwnerIsSigned(Request request) {
        assertThat(request.awsHeaders()).containsEntry("x-amz-expected-bucket-owner", OWNER);
        assertThat(request.signedHeaders().split(";")).contains("x-amz-expected-bucket-owner");
    }

    @Test
    void probe_beginsAnUploadUnderTheKeyAndAbortsIt() {
        try (ScriptedServer server = new ScriptedServer(S3RequestTest::begin);
                S3ObjectStore store = store(server)) {
            assertThat(probe(store, PLAIN)).isEqualTo(Access.GRANTED);

            Await.until("the upload is aborted", () -> server.requests().size() == 2);
            Request begin = server.requests("POST").get(0);
            Request abort = server.requests("DELETE").get(0);
            assertThat(begin.target()).isEqualTo("/recordings/a/b.wav?uploads");
            assertThat(begin.awsHeaders()).containsOnlyKeys("x-amz-content-sha256", "x-amz-date");
            assertThat(abort.target()).isEqualTo("/recordings/a/b.wav?uploadId=upload-1");
            assertThat(abort.awsHeaders()).containsOnlyKeys("x-amz-content-sha256", "x-amz-date");
        }
    }

    private static Answer begin(Request request) {
        return request.method().equals("POST") ? begun("upload-1") : Answer.of(204, "");
    }

    @Test
    void probe_namesOwnerAndKey() {
        try (ScriptedServer server = new ScriptedServer(S3RequestTest::begin);
                S3ObjectStore store = store(server)) {
            assertThat(probe(store, STRICT)).isEqualTo(Access.GRANTED);

            Await.until("the upload is aborted", () -> server.requests().size() == 2);
            assertThat(server.requests()).allSatisfy(S3RequestTest::assertOwnerIsSigned);
            Request begin = server.requests("POST").get(0);
            assertThat(begin.awsHeaders())
                    .containsEntry("x-amz-server-side-encryption", "aws:kms")
                    .containsEntry("x-amz-server-side-encryption-aws-kms-key-id", KEY_ID);
            assertThat(begin.signedHeaders().split(";"))
                    .containsAll(begin.awsHeaders().keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 403, 404, 500, 503})
    void uploadThatCannotBeAborted_isGrantedAllTheSameAndNamedInTheLog(int status) {
        String uploadId = "upload-" + UUID.randomUUID();
        Function<Request, Answer> script =
                request -> request.method().equals("POST") ? begun(uploadId) : Answer.of(status, "");
        try (ScriptedServer server = new ScriptedServer(script);
                S3ObjectStore store = store(server)) {
            assertThat(probe(store, PLAIN)).isEqualTo(Access.GRANTED);

            Await.until("the upload is named in the log", () -> logged(uploadId));
        }
    }

    private static boolean logged(String words) {
        try (Stream<String> lines = Files.lines(Path.of("target", "test.log"))) {
            return lines.anyMatch(line -> line.contains(" WARN ") && line.contains(words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void abortThatIsNotAnswered_doesNotHoldTheProbe() {
        String uploadId = "upload-" + UUID.randomUUID();
        CountDownLatch answered = new CountDownLatch(1);
        Function<Request, Answer> script = request -> {
            if (request.method().equals("POST")) {
                return begun(uploadId);
            }
            await(answered);
            return Answer.of(204, "");
        };
        try (ScriptedServer server = new ScriptedServer(script);
                S3ObjectStore store = store(server)) {
            Access access = probe(store, PLAIN);
            boolean abortFailed = logged(uploadId);
            answered.countDown();

            assertThat(access).isEqualTo(Access.GRANTED);
            assertThat(abortFailed).isFalse();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied",
        "403, AllAccessDisabled",
        "403, InvalidAccessKeyId",
        "403, SignatureDoesNotMatch",
        "404, NoSuchBucket",
        "400, InvalidBucketName",
        "400, InvalidRequest",
        "400, KMS.NotFoundException",
        "400, KMS.DisabledException",
        "400, KMS.KMSInvalidStateException",
        "301, PermanentRedirect",
        "501, NotImplemented"
    })
    void namedRefusal_isDeniedAndRefused(int status, String code) {
        try (ScriptedServer server = new ScriptedServer(always(Answer.error(status, code)));
                S3ObjectStore store = store(server)) {
            assertThat(probe(store, STRICT)).isEqualTo(Access.DENIED);
            assertThat(put(store, object(STRICT, null)).kind()).isEqualTo(Kind.REFUSED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError",
        "503, SlowDown",
        "503, ServiceUnavailable",
        "400, RequestTimeout",
        "400, ExpiredToken",
        "403, RequestTimeTooSkewed",
        "409, OperationAborted",
        "429, TooManyRequests"
    })
    void whatMayPass_isUnknownAndAFailure(int status, String code) {
        try (ScriptedServer server = new ScriptedServer(always(Answer.error(status, code)));
                S3ObjectStore store = store(server)) {
            assertThat(probe(store, STRICT)).isEqualTo(Access.UNKNOWN);
            assertThat(put(store, object(STRICT, null)).kind()).isEqualTo(Kind.FAILED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "301, '', DENIED",
        "403, '', DENIED",
        "404, '', DENIED",
        "403, <html>Forbidden</html>, DENIED",
        "403, not XML at all, DENIED",
        "403, <Error><Message>No.</Message></Error>, DENIED",
        "200, '', UNKNOWN",
        "200, <html>Sign in</html>, UNKNOWN",
        "200, not XML at all, UNKNOWN",
        "200, <InitiateMultipartUploadResult/>, UNKNOWN",
        "204, '', UNKNOWN",
        "307, '', UNKNOWN",
        "400, '', UNKNOWN",
        "429, '', UNKNOWN",
        "500, '', UNKNOWN",
        "502, <html>Bad Gateway</html>, UNKNOWN",
        "503, '', UNKNOWN",
        "0, '', UNKNOWN"
    })
    void probeAnsweredWithoutACode_isJudgedByStatus(int status, String body, Access access) {
        try (ScriptedServer server = new ScriptedServer(always(Answer.of(status, body)));
                S3ObjectStore store = store(server)) {
            assertThat(probe(store, PLAIN)).isEqualTo(access);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 404, 500, 503})
    void putRefusedWithoutACode_isAFailureThatMayPass(int status) {
        try (ScriptedServer server = new ScriptedServer(always(Answer.of(status, "")));
                S3ObjectStore store = store(server)) {
            assertThat(put(store, object(PLAIN, null)).kind()).isEqualTo(Kind.FAILED);
        }
    }

    @Test
    void probe_isRepeatedOnce() {
        try (ScriptedServer server = new ScriptedServer(always(Answer.error(503, "SlowDown")));
                S3ObjectStore store = store(server)) {
            probe(store, PLAIN);

            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void probeThatFailsOnce_isGrantedByItsRepeat() {
        try (ScriptedServer server = new ScriptedServer(new Function<>() {
                    private boolean failed;

                    @Override
                    public synchronized Answer apply(Request request) {
                        Answer answer = failed ? begin(request) : Answer.error(503, "SlowDown");
                        failed = true;
                        return answer;
                    }
                });
                S3ObjectStore store = store(server)) {
            assertThat(probe(store, PLAIN)).isEqualTo(Access.GRANTED);
        }
    }

    @Test
    void uploadsThatTakeAllConnections_doNotHoldAProbe() {
        CountDownLatch open = new CountDownLatch(1);
        Function<Request, Answer> script = request -> {
            if (request.method().equals("PUT")) {
                await(open);
                return Answer.of(200, "");
            }
            return begin(request);
        };
        try (ScriptedServer server = new ScriptedServer(script);
                S3ObjectStore store = store(server)) {
            // Given
            CompletableFuture<PutOutcome> first = store.put(object(PLAIN, null)).toCompletableFuture();
            CompletableFuture<PutOutcome> second =
                    store.put(object(PLAIN, null)).toCompletableFuture();
            Await.until("an upload is under way", () -> !server.requests("PUT").isEmpty());

            // When
            Access access = probe(store, PLAIN);

            // Then
            assertThat(access).isEqualTo(Access.GRANTED);
            open.countDown();
            assertThat(first.join().kind()).isEqualTo(Kind.STORED);
            assertThat(second.join().kind()).isEqualTo(Kind.STORED);
        }
    }

    @Test
    void probeWithoutAnAnswer_isUnknownBeforeAnUploadIsGivenUp() {
        CountDownLatch open = new CountDownLatch(1);
        Function<Request, Answer> script = request -> {
            await(open);
            return Answer.of(200, "");
        };
        try (ScriptedServer server = new ScriptedServer(script);
                S3ObjectStore store = store(server, 200)) {
            CompletableFuture<PutOutcome> upload =
                    store.put(object(PLAIN, null)).toCompletableFuture();
            Access access = probe(store, PLAIN);
            open.countDown();

            assertThat(access).isEqualTo(Access.UNKNOWN);
            assertThat(server.requests("POST")).hasSize(1);
            assertThat(upload.join().kind()).isEqualTo(Kind.STORED);
        }
    }
}
