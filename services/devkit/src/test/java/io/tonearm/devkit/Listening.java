package io.tonearm.devkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;

/** What may be seen of a listening port from outside. */
final class Listening {

    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private Listening() {}

    /** Returns this machine's addresses on which something accepts connections to the port. */
    static List<InetAddress> addresses(int port) throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> accepts(address, port))
                .toList();
    }

    /** Returns a socket that keeps a port. */
    static ServerSocket occupy() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static boolean accepts(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
