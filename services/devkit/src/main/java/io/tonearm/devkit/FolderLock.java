package io.tonearm.devkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder to one server of a kind, among all processes of the machine. The operating system releases it when the
 * process ends, however it ends.
 *
 * <p>The set of folders locked by this process is kept apart: on POSIX systems a file lock belongs to the process, and
 * closing any channel to the file, also that of a refused second attempt, would release it. Safe for use by several
 * threads.
 */
final class FolderLock implements AutoCloseable {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Makes the folder where it is missing and locks it.
     *
     * @param server the kind of server, part of the lock file's name
     * @throws StartRefusedException where another server of that kind has it
     */
    static FolderLock take(Path folder, String server) {
        try {
            Path file = Files.createDirectories(folder).toRealPath().resolve(server + ".lock");
            if (!HELD_HERE.add(file)) {
                throw taken(folder, server);
            }
            try {
                return new FolderLock(file, lock(folder, server, file));
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("expected a folder to write to, folder=" + folder, e);
        }
    }

    private static FileChannel lock(Path folder, String server, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw taken(folder, server);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static StartRefusedException taken(Path folder, String server) {
        return new StartRefusedException("folder in use by another process or test: stop the " + server
                + " that runs on it or choose another folder, folder=" + folder);
    }

    /** Releases the folder. A repeat changes nothing. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("expected to release the lock, file=" + file, e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
