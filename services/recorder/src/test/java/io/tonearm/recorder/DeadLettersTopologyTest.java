package io.tonearm.recorder;

import static io.tonearm.recorder.TopologyRun.bytes;
import static io.tonearm.recorder.TopologyRun.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RtpFrames;
import io.tonearm.events.RtpPayloadType;
import io.tonearm.media.recording.Command;
import io.tonearm.media.rtp.RtpFrame;
import io.tonearm.media.rtp.Track;
import io.tonearm.media.testing.Commands;
import io.tonearm.recorder.testing.Events;
import io.tonearm.recorder.testing.TestCall;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadLettersTopologyTest {

    private static final String LEG = "leg-1";
    private static final long START = 1_795_165_200_000_000L;
    private static final long SECOND = 1_000_000;

    private final TestCall call = TestCall.plain(LEG, START, 2).counted();

    @TempDir
    private Path folder;

    private TopologyRun run;

    @BeforeEach
    void begin() {
        run = TopologyRun.in(folder);
    }

    @AfterEach
    void end() {
        run.close();
    }

    private byte[] framesValue(RtpFrames frames) {
        return run.serdes.serializer(RtpFrames.class).serialize(run.topics.frames(), frames);
    }

    private byte[] commandValue(Command command) {
        return run.serdes.serializer(RecordingCommand.class).serialize(run.topics.commands(), Events.command(command));
    }

    private TestRecord<byte[], byte[]> onlyLetter() {
        assertThat(run.deadLetters()).hasSize(1);
        return run.deadLetters().get(0);
    }

    private void assertLetter(String topic, String reason, byte[] value) {
        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(header(letter, "tonearm.reason")).isEqualTo(reason);
        assertThat(header(letter, "tonearm.detail")).isNotBlank();
        assertThat(header(letter, "tonearm.topic")).isEqualTo(topic);
        assertThat(header(letter, "tonearm.partition")).isEqualTo("0");
        assertThat(header(letter, "tonearm.offset")).isNotBlank();
        assertThat(header(letter, "tonearm.value")).isEqualTo("included");
        assertThat(letter.value()).isEqualTo(value);
        assertThat(run.counted("dead-letters")).isEqualTo(1);
    }

    @Test
    void badMagicByte_isSetAsideAsReceived() {
        byte[] value = {1, 2, 3, 4, 5, 6};

        run.publishRaw(run.topics.frames(), bytes(LEG), value);

        assertLetter(run.topics.frames(), "BAD_MAGIC_BYTE", value);
        assertThat(onlyLetter().key()).isEqualTo(bytes(LEG));
        assertThat(header(onlyLetter(), "tonearm.value.bytes")).isEqualTo("6");
        assertThat(header(onlyLetter(), "tonearm.value.sha256"))
                .isEqualTo("7192385c3c0605de55bb9476ce1d90748190ecb32a8eed7f5207b30cf6a1fe89");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 40})
    void truncatedValue_isSetAside(int length) {
        byte[] value = Arrays.copyOf(commandValue(call.command(0)), length);

        run.publishRaw(run.topics.commands(), bytes(LEG), value);

        assertLetter(run.topics.commands(), "TRUNCATED", value);
        assertThat(run.results()).isEmpty();
    }

    @Test
    void unknownSchemaId_isSetAside() {
        byte[] value = commandValue(call.command(0));
        value[1] = 99;

        run.publishRaw(run.topics.commands(), bytes(LEG), value);

        assertLetter(run.topics.commands(), "UNKNOWN_SCHEMA_ID", value);
    }

    @Test
    void eventOfAnotherTopic_isSetAside() {
        byte[] value = commandValue(call.command(0));

        run.publishRaw(run.topics.frames(), bytes(LEG), value);

        assertLetter(run.topics.frames(), "UNEXPECTED_TYPE", value);
    }

    @Test
    void noValue_isSetAside() {
        run.publishRaw(run.topics.frames(), bytes(LEG), null);
        run.publishRaw(run.topics.commands(), bytes(LEG), null);

        assertThat(run.deadLetters())
                .extracting(letter -> header(letter, "tonearm.reason"))
                .containsExactly("NO_VALUE", "NO_VALUE");
        assertThat(header(run.deadLetters().get(0), "tonearm.value.bytes")).isNull();
    }

    @Test
    void keyThatIsNoLegId_isSetAsideWithoutItsValueWhichMayBeOfAnyLeg() {
        byte[] value = framesValue(Events.frames(Track.INCOMING, call.of(Track.INCOMING)));

        run.publishRaw(run.topics.frames(), null, value);
        run.publishRaw(run.topics.frames(), new byte[0], value);
        run.publishRaw(run.topics.frames(), new byte[] {(byte) 0xC3, 0x28}, value);
        run.publishRaw(run.topics.frames(), new byte[1025], value);

        assertThat(run.deadLetters())
                .extracting(letter -> header(letter, "tonearm.reason"))
                .containsExactly("BAD_KEY", "BAD_KEY", "BAD_KEY", "BAD_KEY");
        assertThat(run.deadLetters()).extracting(TestRecord::value).containsOnlyNulls();
        assertThat(run.deadLetters().get(2).key()).isEqualTo(new byte[] {(byte) 0xC3, 0x28});
    }

    @Test
    void commandUnderAnotherLegsKey_isSetAside() {
        byte[] value = commandValue(call.command(0));

        run.publishRaw(run.topics.commands(), bytes("leg-2"), value);

        assertLetter(run.topics.commands(), "WRONG_KEY", value);
        assertThat(run.results()).isEmpty();
        assertThat(run.stored("legs")).isEmpty();
    }

    @Test
    void trackOfALaterVersion_isSetAside() {
        RtpFrames frames = Events.frames(Track.INCOMING, call.of(Track.INCOMING));
        frames.setTrack(io.tonearm.events.Track.UNKNOWN);

        run.publish(run.topics.frames(), LEG, frames);

        assertLetter(run.topics.frames(), "SENSELESS", framesValue(frames));
    }

    @Test
    void tooManyPackets_areSetAside() {
        List<RtpFrame> many = new ArrayList<>(
                Collections.nCopies(1001, call.of(Track.INCOMING).get(0)));

        run.frames(LEG, Track.INCOMING, many);
        assertThat(header(onlyLetter(), "tonearm.reason")).isEqualTo("SENSELESS");

        run.frames(LEG, Track.INCOMING, many.subList(0, 1000));
        assertThat(run.deadLetters()).hasSize(1);
    }

    @Test
    void payloadTypeThatCannotBe_isSetAsideWithoutRepeatingIt() {
        RtpFrames frames = Events.frames(Track.INCOMING, call.of(Track.INCOMING));
        frames.setPayloadTypes(List.of(RtpPayloadType.newBuilder()
                .setPayloadType(96)
                .setEncodingName("x".repeat(100_000))
                .setClockRate(8000)
                .build()));

        run.publish(run.topics.frames(), LEG, frames);

        assertThat(header(onlyLetter(), "tonearm.reason")).isEqualTo("SENSELESS");
        assertThat(header(onlyLetter(), "tonearm.detail")).hasSizeLessThan(1000);
    }

    @Test
    void valueWhileRecording_isWithheld() {
        // Given
        byte[] value = {1, 2, 3, 4, 5, 6};
        run.command(call.command(0));

        // When
        run.publishRaw(run.topics.frames(), bytes(LEG), value);
        run.command(call.end());
        run.publishRaw(run.topics.commands(), bytes(LEG), value);

        // Then
        assertThat(run.deadLetters()).extracting(TestRecord::value).containsExactly(null, null);
        assertThat(header(run.deadLetters().get(0), "tonearm.value")).isEqualTo("withheld");
        assertThat(header(run.deadLetters().get(0), "tonearm.value.bytes")).isEqualTo("6");
        assertThat(header(run.deadLetters().get(0), "tonearm.value.sha256")).hasSize(64);
    }

    @Test
    void recordAsLargeAsABrokerTakes_stillFitsAsADeadLetter() {
        byte[] large = new byte[1_048_000];
        large[0] = 1;

        run.publishRaw(run.topics.frames(), bytes(LEG), large);
        run.publishRaw(run.topics.frames(), large, new byte[] {1});

        for (TestRecord<byte[], byte[]> letter : run.deadLetters()) {
            assertThat((letter.key() == null ? 0 : letter.key().length)
                            + (letter.value() == null ? 0 : letter.value().length))
                    .isLessThan(1_000_000);
        }
        assertThat(header(run.deadLetters().get(0), "tonearm.value")).isEqualTo("withheld");
        assertThat(header(run.deadLetters().get(0), "tonearm.value.bytes")).isEqualTo("1048000");
    }

    @Test
    void commandTooLargeToAnswer_isSetAside() {
        Command start = call.command(0);
        Command large =
                new Command("c".repeat(600_000), "l".repeat(600_000), LEG, start.accountId(), START, start.action());

        run.command(large);

        assertThat(header(onlyLetter(), "tonearm.reason")).isEqualTo("SENSELESS");
        assertThat(run.results()).isEmpty();
    }

    @Test
    void recordAfterABadOne_isProcessed() {
        run.command(call.command(0));
        run.publishRaw(run.topics.frames(), bytes(LEG), new byte[] {9});
        call.batches(50).forEach(batch -> run.frames(LEG, batch.track(), batch.frames(), batch.firstPacketIndex()));
        run.command(call.end());
        run.round();

        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
        assertThat(run.deadLetters()).hasSize(1);
    }

    @Test
    void malformedPackets_areCountedAndNothingElseIsLost() {
        // Given
        List<io.tonearm.events.RtpFrame> incoming = new ArrayList<>(
                Events.frames(Track.INCOMING, call.of(Track.INCOMING)).getFrames());
        incoming.add(20, packet(new byte[0]));
        incoming.add(40, packet(new byte[11]));
        incoming.add(60, packet(new byte[200]));
        incoming.add(80, packet(new byte[] {(byte) 0x80, (byte) 200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
        RtpFrames damaged = Events.frames(Track.INCOMING, call.of(Track.INCOMING), 0);
        damaged.setFrames(incoming);
        Command end = new TestCall(
                        LEG,
                        call.commands(),
                        Map.of(
                                Track.INCOMING,
                                Collections.nCopies(104, call.of(Track.INCOMING).get(0)),
                                Track.OUTGOING,
                                call.of(Track.OUTGOING)))
                .counted()
                .end();

        // When
        run.command(call.command(0));
        run.publish(run.topics.frames(), LEG, damaged);
        run.frames(LEG, Track.OUTGOING, call.of(Track.OUTGOING), 0);
        run.command(end);
        run.round();

        // Then
        assertThat(run.objects.onlyObject()).isEqualTo(call.expectedFile());
        assertThat(run.counted("packets-malformed")).isEqualTo(4);
        assertThat(run.counted("packets-kept")).isEqualTo(200);
        assertThat(run.deadLetters()).isEmpty();
    }

    private static io.tonearm.events.RtpFrame packet(byte[] bytes) {
        return new io.tonearm.events.RtpFrame(Instant.parse("2026-11-20T09:00:00Z"), ByteBuffer.wrap(bytes));
    }

    @Test
    void timesThatCannotBe_stopNothing() {
        // Given
        Commands next = Commands.of(LEG);
        RtpFrames farthest =
                Events.frames(Track.INCOMING, call.of(Track.INCOMING).subList(0, 2));
        farthest.getFrames().get(0).setCapturedAt(Instant.EPOCH.plusSeconds(Long.MAX_VALUE / 1_000_000));
        farthest.getFrames().get(1).setCapturedAt(Instant.EPOCH.minusSeconds(Long.MAX_VALUE / 1_000_000));

        // When
        run.publish(run.topics.frames(), LEG, farthest);
        run.command(next.start(Long.MAX_VALUE), next.start(Long.MIN_VALUE), next.start(START));
        run.publish(run.topics.frames(), LEG, farthest);
        run.command(next.pause(START + 1));
        run.publish(run.topics.frames(), LEG, farthest);
        run.command(next.resume(START + 2), next.legEnded(START + SECOND));
        run.settle();

        // Then
        assertThat(run.answers())
                .containsExactly(
                        "command-1 FAILED InvalidActionParameter",
                        "command-2 FAILED InvalidActionParameter",
                        "command-3 SUCCEEDED",
                        "command-4 SUCCEEDED",
                        "command-5 SUCCEEDED",
                        "command-6 SUCCEEDED");
        assertThat(run.delivered()).hasSize(1);
        assertThat(run.stored("audio")).isEmpty();
    }

    @Test
    void largestPackets_areKeptInChunksThatFitARecord() {
        // Given
        byte[] packet = new byte[65_507];
        packet[0] = (byte) 0x80;
        RtpFrames frames = Events.frames(Track.INCOMING, List.of());
        frames.setFrames(Collections.nCopies(100, packet(packet)));

        // When
        run.command(call.command(0));
        run.publish(run.topics.frames(), LEG, frames);

        // Then
        assertThat(run.counted("packets-kept")).isEqualTo(100);
        assertThat(run.stored("audio")).allSatisfy(chunk -> assertThat(chunk).hasSizeLessThan(600_000));
    }
}
