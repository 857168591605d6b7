package io.tonearm.devkit.call;

import io.tonearm.events.RecordingCommand;
import io.tonearm.events.RtpFrame;
import io.tonearm.events.RtpFrames;
import java.util.List;

/** One record of the recorder's input topics, and when an edge publishes it. Immutable as long as its event is left alone. */
public sealed interface EdgeRecord {

    /** The leg: the record's key. */
    String legId();

    /** When it is published, in microseconds since the Unix epoch on the call's clock. */
    long publishedAtMicros();

    /** How many RTP packets are in it. */
    int packets();

    /**
     * A record of the commands topic.
     *
     * @param legId the leg
     * @param publishedAtMicros when it is published
     * @param event the record's value
     */
    record Command(String legId, long publishedAtMicros, RecordingCommand event) implements EdgeRecord {

        @Override
        public int packets() {
            return 0;
        }
    }

    /**
     * A record of the frames topic.
     *
     * @param legId the leg
     * @param publishedAtMicros when it is published
     * @param event the record's value
     */
    record Frames(String legId, long publishedAtMicros, RtpFrames event) implements EdgeRecord {

        @Override
        public int packets() {
            return event.getFrames().size();
        }

        /**
         * The same packets in two records, as an edge with a shorter batch publishes them.
         *
         * @param first packets of the first record, 1 to one less than there are
         */
        public List<Frames> split(int first) {
            if (first < 1 || first >= packets()) {
                throw new IllegalArgumentException(
                        "both parts must have a packet, first=" + first + ", packets=" + packets());
            }
            return List.of(part(0, first), part(first, packets()));
        }

        private Frames part(int from, int to) {
            List<RtpFrame> frames = List.copyOf(event.getFrames().subList(from, to));
            RtpFrames copy = RtpFrames.newBuilder()
                    .setTrack(event.getTrack())
                    .setFirstPacketIndex(event.getFirstPacketIndex() < 0 ? -1 : event.getFirstPacketIndex() + from)
                    .setPayloadTypes(event.getPayloadTypes())
                    .setFrames(frames)
                    .setCallId(event.getCallId())
                    .setAccountId(event.getAccountId())
                    .build();
            return new Frames(legId, publishedAtMicros, copy);
        }
    }
}
