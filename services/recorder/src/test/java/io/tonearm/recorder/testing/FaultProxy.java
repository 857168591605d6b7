package io.tonearm.recorder.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to an HTTP server on which answers to PUT requests get lost, after the server has given them, or requests get stuck.
 * Nothing of the bytes is changed. Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {

    private final ServerSocket listening;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger stuck = new AtomicInteger();
    private final Object gate = new Object();
    private boolean shut;

    /** Listens on a free port and leads to a server. */
    public FaultProxy(URI target) {
        port = target.getPort();
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where to connect to. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Loses the next so many answers to PUT requests. */
    public void loseAnswers(int count) {
        answersToLose.set(count);
    }

    /** How many answers got lost. */
    public int lostAnswers() {
        return lost.get();
    }

    /** Lets no more request through, until {@link #open}. */
    public void shut() {
        synchronized (gate) {
            shut = true;
        }
    }

    /** Lets requests through again, those that are stuck too. */
    public void open() {
        synchronized (gate) {
            shut = false;
            gate.notifyAll();
        }
    }

    /** How many connections have been stuck with a request. */
    public int stuckRequests() {
        return stuck.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(client);
                sockets.add(server);
                AtomicInteger puts = new AtomicInteger();
                start(() -> requests(client, server, puts));
                start(() -> answers(client, server, puts));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void requests(Socket client, Socket server, AtomicInteger puts) {
        byte[] buffer = new byte[64 * 1024];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (new String(buffer, 0, Math.min(4, count), StandardCharsets.US_ASCII).equals("PUT ")) {
                    puts.incrementAndGet();
                }
                pass();
                out.write(buffer, 0, count);
            }
        } catch (IOException gone) {
            sockets.remove(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() throws InterruptedException {
        synchronized (gate) {
            if (shut) {
                stuck.incrementAndGet();
            }
            while (shut) {
                gate.wait();
            }
        }
    }

    private void answers(Socket client, Socket server, AtomicInteger puts) {
        byte[] buffer = new byte[64 * 1024];
        try (client;
                server) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                String begin = new String(buffer, 0, Math.min(count, 12), StandardCharsets.US_ASCII);
                boolean provisional = begin.equals("HTTP/1.1 100");
                if (!provisional && puts.getAndSet(0) > 0 && answersToLose.get() > 0) {
                    answersToLose.decrementAndGet();
                    lost.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException gone) {
            sockets.remove(server);
        }
    }

    /** Cuts all connections. */
    @Override
    public void close() {
        open();
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
