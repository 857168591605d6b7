package io.tonearm.devkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An S3 store in this process whose objects are plain files: the object of a key is the file of that name in its
 * bucket's folder. Requests must be signed (AWS Signature Version 4); preconditions, checksum headers, multipart uploads
 * and presigned URLs count as in S3. Without meaning here: encryption, tags, object lock, expected owner, region.
 *
 * <p>Metadata and checksums are extended attributes of the files: a file system without those loses them. A checksum in a
 * trailer is not checked. Safe for use by several threads.
 */
public final class EmbeddedObjectStore implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedObjectStore.class);
    private static final String NAME = "s3";
    private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final long STOP_TIMEOUT_MS = 2_000;

    private final S3Proxy server;
    private final BlobStore buckets;
    private final Path bucketsFolder;
    private final ObjectStoreCredentials credentials;
    private final FolderLock lock;
    private final URI endpoint;

    private EmbeddedObjectStore(
            S3Proxy server,
            BlobStore buckets,
            Path bucketsFolder,
            ObjectStoreCredentials credentials,
            FolderLock lock,
            URI endpoint) {
        this.server = server;
        this.buckets = buckets;
        this.bucketsFolder = bucketsFolder;
        this.credentials = credentials;
        this.lock = lock;
        this.endpoint = endpoint;
    }

    /**
     * Where and how a store runs.
     *
     * @param folder data folder, created where missing; one store at a time
     * @param port TCP port, or 0 for a free one, which the folder remembers and the next store takes again while it is
     *     free
     * @param credentials what to accept, or null for random ones that stay with the folder
     */
    public record Options(Path folder, int port, @Nullable ObjectStoreCredentials credentials) {

        /** Checks the port. */
        public Options {
            LoopbackPort.requireValid("port", port);
        }

        /** Returns options with a free port and random credentials. */
        public static Options in(Path folder) {
            return new Options(folder, 0, null);
        }

        /** Returns the same options with another port. */
        public Options withPort(int otherPort) {
            return new Options(folder, otherPort, credentials);
        }
    }

    /**
     * Starts a store on the folder, new or used, and returns once it takes requests.
     *
     * @throws StartRefusedException where the port or the folder is taken
     */
    public static EmbeddedObjectStore start(Options options) {
        FolderLock lock = FolderLock.take(options.folder(), NAME);
        try {
            EmbeddedObjectStore store = create(options, lock);
            store.serve();
            log.atInfo().addKeyValue("endpoint", store.endpoint).log("object store started");
            return store;
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException("expected a folder to write to, folder=" + options.folder(), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedObjectStore create(Options options, FolderLock lock) throws IOException {
        Path folder = options.folder().toAbsolutePath().normalize();
        ObjectStoreCredentials credentials = options.credentials() == null
                ? ObjectStoreCredentials.keptIn(folder.resolve(NAME + ".credentials"))
                : options.credentials();
        int port = LoopbackPort.choose(folder, NAME, options.port());
        URI endpoint = URI.create("http://" + LoopbackPort.HOST + ":" + port);
        Path bucketsFolder = Files.createDirectories(folder.resolve("buckets"));
        BlobStore buckets = new FilesystemNio2BlobStore(bucketsFolder.toString());
        S3Proxy server = S3Proxy.builder()
                .blobStore(buckets)
                .endpoint(endpoint)
                .awsAuthentication(AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
                .ignoreUnknownHeaders(true)
                .stopTimeout(STOP_TIMEOUT_MS)
                .build();
        return new EmbeddedObjectStore(server, buckets, bucketsFolder, credentials, lock, endpoint);
    }

    private void serve() {
        try {
            server.start();
        } catch (Exception e) {
            stop();
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw LoopbackPort.taken(NAME, endpoint.getPort());
            }
            throw new IllegalStateException("expected the object store to start, endpoint=" + endpoint, e);
        }
    }

    /** Returns the URL to override the SDK's endpoint with; buckets go into the path ({@code forcePathStyle}). */
    public URI endpoint() {
        return endpoint;
    }

    /** Returns the public half of the credentials. */
    public String accessKey() {
        return credentials.accessKey();
    }

    /** Returns the secret half of the credentials. */
    public String secretKey() {
        return credentials.secretKey();
    }

    /** Makes the bucket where it is missing. */
    public void createBucket(String name) {
        requireBucketName(name);
        if (!buckets.containerExists(name)) {
            buckets.createContainer(name);
        }
    }

    /** Returns the absolute folder with the bucket's objects, which need not exist. */
    public Path bucketFolder(String name) {
        requireBucketName(name);
        return bucketsFolder.resolve(name);
    }

    private static void requireBucketName(String name) {
        if (!BUCKET_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "expected 3 to 63 lower case letters, digits, inner hyphens and dots, bucket=" + name);
        }
    }

    /** Stops serving, giving requests under way up to two seconds, and releases the folder. A repeat changes nothing. */
    @Override
    public void close() {
        try {
            stop();
        } finally {
            lock.close();
        }
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            log.atWarn().addKeyValue("endpoint", endpoint).setCause(e).log("object store did not stop in order");
        }
    }
}
