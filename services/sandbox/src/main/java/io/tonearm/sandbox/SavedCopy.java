package io.tonearm.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file that a recording is saved to. It is seen under its name only when all of it is there and its checksum is right.
 * Immutable.
 *
 * @param file where to, replaced where it exists
 */
record SavedCopy(Path file) {

    /** Fetches a recording into a new file. */
    @FunctionalInterface
    interface Fetch {

        /** Fetches it. */
        void into(Path file) throws IOException;
    }

    /**
     * Checks that the file can be written.
     *
     * @throws SandboxException where its folder does not exist or it is a folder
     */
    void requireWritable() {
        Path folder = folder();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new SandboxException(
                    "--save must name a file in a folder that can be written: make it, folder=" + folder);
        }
        if (Files.isDirectory(file)) {
            throw new SandboxException("--save must name a file, not a folder: add a name, folder=" + file);
        }
    }

    private Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /**
     * Saves a recording.
     *
     * @param sha256 what the recorder announced, lower-case hexadecimal; null where it announced none
     * @throws SandboxException where what was fetched is not that
     */
    void save(Fetch fetch, @Nullable String sha256) throws IOException {
        Path unfinished = folder().resolve(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        try {
            fetch.into(unfinished);
            String found = sha256(unfinished);
            if (sha256 != null && !sha256.equals(found)) {
                throw new SandboxException(
                        "the object is not what was announced: record again, announced=" + sha256 + ", found=" + found);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** The SHA-256 of a file in lower-case hexadecimal. */
    static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
