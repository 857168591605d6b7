package io.tonearm.media.testing;

import io.tonearm.media.audio.FileEncoding;
import io.tonearm.media.audio.PauseFill;
import io.tonearm.media.recording.Destination;
import io.tonearm.media.recording.MetadataLimits;
import io.tonearm.media.recording.PauseRule;
import io.tonearm.media.recording.PriceRule;
import io.tonearm.media.recording.RecordingPolicy;
import io.tonearm.media.recording.RecordingPolicy.RestartRule;
import io.tonearm.media.recording.RecordingPolicy.TransferRule;
import io.tonearm.media.recording.StorageRule;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Policies that differ from Chime's in what a test says. Not thread-safe. */
public final class Policies {

    private static final RecordingPolicy CHIME = RecordingPolicy.CHIME;

    private RestartRule restart = CHIME.restart();
    private PauseRule pause = CHIME.pause();
    private @Nullable Destination autoStart;
    private TransferRule onTransfer = CHIME.onTransfer();
    private FileEncoding encoding = CHIME.encoding();
    private int sampleRate = CHIME.sampleRate();
    private long settleMicros = CHIME.settleMicros();
    private long longestMicros = CHIME.longestMicros();
    private @Nullable Long noMediaMicros = CHIME.noMediaMicros();
    private StorageRule storage = CHIME.storage();
    private MetadataLimits metadata = CHIME.metadata();
    private PriceRule price = CHIME.price();

    private Policies() {}

    /** Begins with Chime's rules. */
    public static Policies chime() {
        return new Policies();
    }

    /** A leg may be recorded again after a stop. */
    public Policies restarting() {
        restart = RestartRule.NEW_RECORDING;
        return this;
    }

    public Policies pauses(PauseFill fill, boolean tone) {
        pause = new PauseRule(fill, tone, pause.longestMicros(), pause.atLongest());
        return this;
    }

    public Policies longestPause(long micros, PauseRule.AtLongest atLongest) {
        pause = new PauseRule(pause.fill(), pause.tone(), micros, atLongest);
        return this;
    }

    /** The first packet starts a recording. */
    public Policies autoStartTo(String bucket) {
        autoStart = new Destination(bucket, null);
        return this;
    }

    /** A transfer ends the recording. */
    public Policies stopOnTransfer() {
        onTransfer = TransferRule.STOP;
        return this;
    }

    public Policies file(FileEncoding fileEncoding, int samplesPerSecond) {
        encoding = fileEncoding;
        sampleRate = samplesPerSecond;
        return this;
    }

    public Policies settle(long micros) {
        settleMicros = micros;
        return this;
    }

    public Policies longest(long micros) {
        longestMicros = micros;
        return this;
    }

    public Policies noMedia(@Nullable Long micros) {
        noMediaMicros = micros;
        return this;
    }

    public Policies allowing(String... buckets) {
        return storage(new StorageRule(Set.of(buckets), null, null, null, false, null));
    }

    public Policies storage(StorageRule rule) {
        storage = rule;
        return this;
    }

    public Policies metadata(int mostEntries, int mostBytes) {
        metadata = new MetadataLimits(mostEntries, mostBytes);
        return this;
    }

    public Policies price(boolean pauseBilled, String perMinute, String currency, int incrementSeconds) {
        price = new PriceRule(pauseBilled, new BigDecimal(perMinute), currency, incrementSeconds);
        return this;
    }

    public RecordingPolicy build() {
        return new RecordingPolicy(
                restart,
                pause,
                autoStart,
                onTransfer,
                encoding,
                sampleRate,
                settleMicros,
                longestMicros,
                noMediaMicros,
                storage,
                metadata,
                price);
    }
}
