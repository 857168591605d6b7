package io.tonearm.devkit.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tonearm.devkit.EmbeddedInfrastructure;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RtpFrames;
import io.tonearm.events.S3Destination;
import io.tonearm.schemas.EventSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallPublisherIT {

    private static final String COMMANDS = "commands";
    private static final String FRAMES = "frames";
    private static final List<TopicPartition> PARTITIONS = Stream.of(COMMANDS, FRAMES)
            .flatMap(topic -> Stream.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1)))
            .toList();

    @TempDir
    private static Path folder;

    private static EmbeddedInfrastructure infrastructure;

    @BeforeAll
    static void start() throws Exception {
        infrastructure = EmbeddedInfrastructure.start(EmbeddedInfrastructure.Options.in(folder));
        try (Admin admin = Admin.create(config())) {
            admin.createTopics(List.of(new NewTopic(COMMANDS, 2, (short) 1), new NewTopic(FRAMES, 2, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        infrastructure.close();
    }

    private static Map<String, Object> config() {
        return new HashMap<>(Map.of(
                "bootstrap.servers", infrastructure.broker().bootstrapServers(),
                "schema.registry.url", infrastructure.registry().url().toString()));
    }

    private static LegScript script(long seed) {
        CallLeg leg = new CallLeg("call-" + seed, "leg-" + seed, "account");
        return LegScript.of(
                CallGenerator.generate(CallGenerator.Options.of(seed, 1_795_000_000_000_000L, 3_000_000)),
                leg,
                LegScript.Options.of(RecordingTimes.WHOLE_CALL, new S3Destination("bucket", null)));
    }

    /** The values of each leg by topic, in the order of the partition. */
    private static Map<String, List<SpecificRecord>> published(int records) {
        EventSerdes serdes = new EventSerdes(config());
        Map<String, Deserializer<? extends SpecificRecord>> deserializers = Map.of(
                COMMANDS, serdes.deserializer(RecordingCommand.class), FRAMES, serdes.deserializer(RtpFrames.class));
        Map<String, List<SpecificRecord>> byLeg = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(PARTITIONS);
            consumer.seekToBeginning(PARTITIONS);
            int read = 0;
            for (int polls = 0; read < records && polls < 100; polls++) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    read++;
                    byLeg.computeIfAbsent(record.topic() + " " + record.key(), key -> new ArrayList<>())
                            .add(deserializers.get(record.topic()).deserialize(record.topic(), record.value()));
                }
            }
        }
        return byLeg;
    }

    @Test
    void callsTogether_keepTheOrderOfEachLeg() throws Exception {
        // Given
        List<LegScript> scripts =
                LongStream.range(0, 20).mapToObj(CallPublisherIT::script).toList();
        List<Long> progress = new ArrayList<>();

        // When
        try (CallPublisher publisher = new CallPublisher(config(), COMMANDS, FRAMES)) {
            publisher.publishTogether(scripts, Pace.FAST, (record, packets, ofPackets) -> progress.add(packets));
        }

        // Then
        int records =
                scripts.stream().mapToInt(script -> script.records().size()).sum();
        Map<String, List<SpecificRecord>> published = published(records);
        for (LegScript script : scripts) {
            String leg = script.leg().legId();
            assertThat(published.get(COMMANDS + " " + leg))
                    .isEqualTo(script.records().stream()
                            .filter(EdgeRecord.Command.class::isInstance)
                            .map(record -> ((EdgeRecord.Command) record).event())
                            .toList());
            assertThat(published.get(FRAMES + " " + leg))
                    .isEqualTo(script.records().stream()
                            .filter(EdgeRecord.Frames.class::isInstance)
                            .map(record -> ((EdgeRecord.Frames) record).event())
                            .toList());
        }
        assertThat(progress).isSorted().hasSize(records).endsWith(20L * 300);
    }

    @Test
    void brokerThatDoesNotTakeARecord_failsThePublishing() {
        Map<String, Object> impatient = config();
        impatient.put("max.block.ms", 200);

        try (CallPublisher publisher = new CallPublisher(impatient, "no-such-topic", FRAMES)) {
            assertThatThrownBy(() -> publisher.publish(script(99).records(), Pace.FAST, CallPublisher.Progress.NONE))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("no-such-topic");
        }
    }
}
