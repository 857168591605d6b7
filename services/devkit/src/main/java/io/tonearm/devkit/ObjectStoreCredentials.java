package io.tonearm.devkit;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Properties;

/**
 * The one key pair that an embedded object store accepts. Immutable; its text never shows the secret.
 *
 * @param accessKey the public half
 * @param secretKey the secret that requests are signed with
 */
public record ObjectStoreCredentials(String accessKey, String secretKey) {

    private static final String ACCESS_KEY = "aws_access_key_id";
    private static final String SECRET_KEY = "aws_secret_access_key";
    private static final int ACCESS_KEY_RANDOM_BYTES = 8;
    private static final int SECRET_KEY_RANDOM_BYTES = 20;

    /** Checks that neither half is empty. */
    public ObjectStoreCredentials {
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("expected an access key and a secret key, accessKey=" + accessKey);
        }
    }

    /** Returns the file's credentials; makes random ones, and the file for its owner alone, where there is none. */
    static ObjectStoreCredentials keptIn(Path file) {
        try {
            return Files.exists(file) ? parse(file) : write(file, random());
        } catch (IOException e) {
            throw new UncheckedIOException("expected to keep credentials, file=" + file, e);
        }
    }

    private static ObjectStoreCredentials random() {
        SecureRandom random = new SecureRandom();
        byte[] access = new byte[ACCESS_KEY_RANDOM_BYTES];
        byte[] secret = new byte[SECRET_KEY_RANDOM_BYTES];
        random.nextBytes(access);
        random.nextBytes(secret);
        HexFormat hex = HexFormat.of();
        return new ObjectStoreCredentials(
                "TONE" + hex.formatHex(access).toUpperCase(Locale.ROOT), hex.formatHex(secret));
    }

    private static ObjectStoreCredentials parse(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        }
        String accessKey = lines.getProperty(ACCESS_KEY, "");
        String secretKey = lines.getProperty(SECRET_KEY, "");
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IOException("expected lines of " + ACCESS_KEY + " and " + SECRET_KEY
                    + ": delete the file to have new ones made, file=" + file);
        }
        return new ObjectStoreCredentials(accessKey, secretKey);
    }

    /** Writes the file in the form of the AWS tools' credentials file. Half a file is never seen under its name. */
    private static ObjectStoreCredentials write(Path file, ObjectStoreCredentials made) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), null);
        String text = "[default]\n%s = %s\n%s = %s\n".formatted(ACCESS_KEY, made.accessKey, SECRET_KEY, made.secretKey);
        Files.writeString(unfinished, text, StandardCharsets.UTF_8);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    @Override
    public String toString() {
        return "ObjectStoreCredentials[accessKey=" + accessKey + "]";
    }
}
