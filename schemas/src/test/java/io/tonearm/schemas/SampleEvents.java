package io.tonearm.schemas;

import io.tonearm.events.ActionType;
import io.tonearm.events.CommandResult;
import io.tonearm.events.CommandStatus;
import io.tonearm.events.DestinationOutcome;
import io.tonearm.events.EndReason;
import io.tonearm.events.ErrorType;
import io.tonearm.events.FileEncoding;
import io.tonearm.events.LifecycleEvent;
import io.tonearm.events.PauseInterval;
import io.tonearm.events.RecordingBilled;
import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RecordingDelivered;
import io.tonearm.events.RecordingLifecycle;
import io.tonearm.events.RecordingPolicy;
import io.tonearm.events.RecordingUndelivered;
import io.tonearm.events.RtpFrame;
import io.tonearm.events.RtpFrames;
import io.tonearm.events.RtpPayloadType;
import io.tonearm.events.S3Destination;
import io.tonearm.events.S3Location;
import io.tonearm.events.StartRecording;
import io.tonearm.events.Track;
import io.tonearm.events.TrackQuality;
import io.tonearm.events.TrackSelection;
import io.tonearm.events.UndeliveredReason;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One fixed event of each kind, with every kind of value that its schema has. Each call makes new ones. */
final class SampleEvents {

    private static final Instant START = Instant.parse("2026-11-20T09:30:00.123456Z");
    private static final S3Location LOCATION = S3Location.newBuilder()
            .setBucket("calls")
            .setKey("recordings/2026/11/20/2026-11-20-09-30-00-123_call-1_leg-1.wav")
            .build();
    private static final DestinationOutcome REFUSED = DestinationOutcome.newBuilder()
            .setLocation(LOCATION)
            .setDelivered(false)
            .setDetail("access denied")
            .build();

    private SampleEvents() {}

    static List<SpecificRecord> all() {
        return List.of(command(), frames(), policy(), result(), lifecycle(), delivered(), undelivered(), billed());
    }

    static RecordingCommand command() {
        return RecordingCommand.newBuilder()
                .setCommandId("command-1")
                .setCallId("call-1")
                .setLegId("leg-1")
                .setAccountId("account-1")
                .setIssuedAt(START)
                .setAction(StartRecording.newBuilder()
                        .setDestinations(List.of(S3Destination.newBuilder()
                                .setBucket("calls")
                                .setPrefix("support")
                                .build()))
                        .setFileEncoding(FileEncoding.MULAW)
                        .setSampleRate(8_000)
                        .setMetadata(Map.of("case", "Zürich"))
                        .build())
                .build();
    }

    static RtpFrames frames() {
        return RtpFrames.newBuilder()
                .setTrack(Track.INCOMING)
                .setFirstPacketIndex(41)
                .setPayloadTypes(List.of(RtpPayloadType.newBuilder()
                        .setPayloadType(0)
                        .setEncodingName("PCMU")
                        .setClockRate(8_000)
                        .build()))
                .setFrames(List.of(frame(0), frame(20_000)))
                .build();
    }

    static RtpFrame frame(long afterMicros) {
        return RtpFrame.newBuilder()
                .setCapturedAt(START.plusNanos(afterMicros * 1_000))
                .setPacket(ByteBuffer.wrap(
                        new byte[] {(byte) 0x80, 0, 0, 1, 0, 0, 0, (byte) 0xA0, 1, 2, 3, 4, (byte) 0xFF}))
                .build();
    }

    static RecordingPolicy policy() {
        return RecordingPolicy.newBuilder()
                .setAccountId("account-1")
                .setPricePerMinute(new BigDecimal("0.002500"))
                .setLongestPauseSeconds(600)
                .setAllowedBuckets(List.of("calls", "calls-archive"))
                .build();
    }

    static CommandResult result() {
        return CommandResult.newBuilder()
                .setCommandId("command-1")
                .setCallId("call-1")
                .setLegId("leg-1")
                .setAccountId("account-1")
                .setAction(ActionType.START_RECORDING)
                .setStatus(CommandStatus.FAILED)
                .setErrorType(ErrorType.RecordingAlreadyInProgress)
                .setErrorMessage("Recording is already in progress")
                .setRecordingId("recording-1")
                .setIssuedAt(START)
                .setAnsweredAt(START.plusMillis(12))
                .build();
    }

    static RecordingLifecycle lifecycle() {
        return RecordingLifecycle.newBuilder()
                .setRecordingId("recording-1")
                .setCallId("call-1")
                .setLegId("leg-1")
                .setAccountId("account-1")
                .setEvent(LifecycleEvent.STOPPED)
                .setEndReason(EndReason.LEG_ENDED)
                .setOccurredAt(START.plusSeconds(90))
                .build();
    }

    static RecordingDelivered delivered() {
        return RecordingDelivered.newBuilder()
                .setRecordingId("recording-1")
                .setCallId("call-1")
                .setLegId("leg-1")
                .setAccountId("account-1")
                .setTracks(TrackSelection.BOTH)
                .setUri("s3://calls/" + LOCATION.getKey())
                .setDestinations(List.of(REFUSED))
                .setSizeBytes(1_440_044)
                .setSha256("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                .setFileEncoding(FileEncoding.PCM_16)
                .setSampleRate(8_000)
                .setChannels(2)
                .setDurationMicros(90_000_000)
                .setRecordedMicros(80_000_000)
                .setPausedMicros(10_000_000)
                .setPauses(List.of(PauseInterval.newBuilder()
                        .setFrom(START.plusSeconds(30))
                        .setTo(START.plusSeconds(40))
                        .build()))
                .setEndReason(EndReason.LEG_ENDED)
                .setMediaMissing(false)
                .setQuality(List.of(TrackQuality.newBuilder()
                        .setTrack(Track.OUTGOING)
                        .setPacketsExpected(4_500)
                        .setPacketsReceived(4_499)
                        .setPacketsLost(1)
                        .setPacketsDuplicated(0)
                        .setPacketsReordered(2)
                        .setPacketsLate(0)
                        .setPacketsUndecodable(0)
                        .setJitterMicros(1_250)
                        .setLongestGapMicros(20_000)
                        .setDriftPpm(-3.5)
                        .setCodecs(List.of("PCMU"))
                        .build()))
                .setMetadata(Map.of("case", "4711"))
                .setStartedAt(START)
                .setEndedAt(START.plusSeconds(90))
                .setDeliveredAt(START.plusSeconds(91))
                .build();
    }

    static RecordingUndelivered undelivered() {
        return RecordingUndelivered.newBuilder()
                .setRecordingId("recording-1")
                .setCallId("call-1")
                .setLegId("leg-1")
                .setAccountId("account-1")
                .setReason(UndeliveredReason.DESTINATION_REFUSED)
                .setDetail("access denied")
                .setDestinations(List.of(REFUSED))
                .setAttempts(3)
                .setAudioKeptIn("store audio, leg-1")
                .setStartedAt(START)
                .setEndedAt(START.plusSeconds(90))
                .setFailedAt(START.plusSeconds(3_690))
                .build();
    }

    static RecordingBilled billed() {
        return RecordingBilled.newBuilder()
                .setIdempotencyKey("recording-1")
                .setRecordingId("recording-1")
                .setCallId("call-1")
                .setLegId("leg-1")
                .setAccountId("account-1")
                .setEnabledMicros(90_000_000)
                .setPausedMicros(10_000_000)
                .setBilledMicros(90_000_000)
                .setBillingIncrementSeconds(60)
                .setBillableMinutes(new BigDecimal("2.000000"))
                .setUnitPrice(new BigDecimal("0.002500"))
                .setAmount(new BigDecimal("0.005000"))
                .setCurrency("USD")
                .setUsageStart(START)
                .setUsageEnd(START.plusSeconds(90))
                .setObjectUri("s3://calls/" + LOCATION.getKey())
                .setBilledAt(START.plusSeconds(91))
                .build();
    }
}
