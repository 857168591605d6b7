package io.tonearm.recorder.leg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file on the local disk until it is stored; it can be made again at any time. Lives on its stream thread.
 *
 * @param path where it is
 * @param bytes how long
 * @param sha256 of all of it, lower-case hexadecimal
 * @param mediaType what it is
 */
record SpooledFile(Path path, long bytes, String sha256, String mediaType) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpooledFile.class);

    /** Deletes the file; never throws. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("path", path)
                    .setCause(e)
                    .log("spooled file could not be deleted; delete it by hand");
        }
    }
}
