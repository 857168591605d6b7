package io.tonearm.devkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Chooses TCP ports on the loopback interface for servers that must know theirs before they start. A free port is
 * remembered in the data folder and chosen again as long as it is free, so that clients find the server after a restart.
 *
 * <p>Between the choice and the server's start another process may take the port. Stateless.
 */
final class LoopbackPort {

    static final String HOST = "127.0.0.1";
    private static final int HIGHEST = 65_535;

    private LoopbackPort() {}

    /** Checks that the port is 0 or a TCP port. */
    static void requireValid(String name, int port) {
        if (port < 0 || port > HIGHEST) {
            throw new IllegalArgumentException("expected 0 to " + HIGHEST + ", " + name + "=" + port);
        }
    }

    /**
     * Returns the asked port, or a free one where that is 0.
     *
     * @param server whose port it is: names the memory file and the culprit in messages
     * @throws StartRefusedException where the asked port is taken
     */
    static int choose(Path folder, String server, int asked) {
        if (asked != 0) {
            if (!isFree(asked)) {
                throw taken(server, asked);
            }
            return asked;
        }
        Path memory = folder.resolve(server + ".port");
        try {
            if (Files.exists(memory)) {
                int kept = parse(memory);
                if (isFree(kept)) {
                    return kept;
                }
            }
            int chosen = bindAndRelease(0);
            Files.writeString(memory, chosen + "\n");
            return chosen;
        } catch (IOException e) {
            throw new UncheckedIOException("expected to remember the " + server + " port, file=" + memory, e);
        }
    }

    /** Returns a free port other than the given one. */
    static int freeBeside(int port) {
        try {
            ServerSocket held = bind(port);
            try {
                return bindAndRelease(0);
            } finally {
                held.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("expected a free port beside port=" + port, e);
        }
    }

    static StartRefusedException taken(String server, int port) {
        return new StartRefusedException(
                "port in use: stop what listens on it or choose another port for the " + server + ", port=" + port);
    }

    private static int parse(Path memory) throws IOException {
        String text = Files.readString(memory).strip();
        try {
            int port = Integer.parseInt(text);
            requireValid("port", port);
            return port;
        } catch (IllegalArgumentException e) {
            throw new IOException("expected a port number: delete the file to have a new one chosen, text=" + text, e);
        }
    }

    private static boolean isFree(int port) {
        try {
            bindAndRelease(port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int bindAndRelease(int port) throws IOException {
        try (ServerSocket socket = bind(port)) {
            return socket.getLocalPort();
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
