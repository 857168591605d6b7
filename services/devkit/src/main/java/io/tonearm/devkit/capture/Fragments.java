package io.tonearm.devkit.capture;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * IP packets in pieces, put together as their fragments come, in any order. At most 64 packets are open at a time; the
 * oldest gives way, and its fragments are counted as lost. Not thread-safe.
 */
final class Fragments {

    private static final int MOST_OPEN = 64;
    private static final int MOST_BYTES = 65_535;

    private final Map<Key, Assembly> open = new LinkedHashMap<>();
    private long lost;

    private record Key(InetAddress source, InetAddress destination, int protocol, long identification) {}

    private static final class Assembly {

        private byte[] bytes = new byte[0];
        private final BitSet present = new BitSet();
        private int totalBytes = -1;
        private int fragments;

        void place(ByteBuffer payload, int offset) {
            int end = offset + payload.limit();
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, end);
            }
            payload.get(0, bytes, offset, payload.limit());
            present.set(offset, end);
            fragments++;
        }

        boolean isComplete() {
            return totalBytes >= 0 && present.nextClearBit(0) >= totalBytes;
        }
    }

    /** Fragments whose packet has not been completed. */
    long lost() {
        return lost
                + open.values().stream()
                        .mapToLong(assembly -> assembly.fragments)
                        .sum();
    }

    /** The whole packet where the fragment completes it, else null. */
    @Nullable
    IpPacket add(IpPacket packet, IpPacket.Fragment fragment) {
        int end = fragment.offset() + packet.payload().limit();
        if (!fragment.whole() || end > MOST_BYTES) {
            lost++;
            return null;
        }
        Key key = new Key(packet.source(), packet.destination(), packet.protocol(), fragment.identification());
        Assembly assembly = open.get(key);
        if (assembly == null) {
            makeRoom();
            assembly = new Assembly();
            open.put(key, assembly);
        }
        assembly.place(packet.payload(), fragment.offset());
        if (fragment.last()) {
            assembly.totalBytes = end;
        }
        if (!assembly.isComplete()) {
            return null;
        }
        open.remove(key);
        return packet.reassembled(ByteBuffer.wrap(assembly.bytes).slice(0, assembly.totalBytes));
    }

    private void makeRoom() {
        if (open.size() == MOST_OPEN) {
            Iterator<Assembly> oldest = open.values().iterator();
            lost += oldest.next().fragments;
            oldest.remove();
        }
    }
}
