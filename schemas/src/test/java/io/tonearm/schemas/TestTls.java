package io.tonearm.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A fresh self-signed key for 127.0.0.1, made with the JDK's keytool in a folder of the test's own. */
record TestTls(Path keyStore, Path trustStore, String certificatePem, SSLContext context) {

    static final String PASSWORD = "changeit";

    static TestTls create(Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        keytool(folder, keys);
        KeyStore keyStore = load(keys);
        Certificate certificate = keyStore.getCertificate("test");
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("test", certificate);
        Path trustStore = folder.resolve("trust.p12");
        try (var out = Files.newOutputStream(trustStore)) {
            trust.store(out, PASSWORD.toCharArray());
        }
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return new TestTls(keys, trustStore, pem, context(keyStore, trust));
    }

    private static SSLContext context(KeyStore keyStore, KeyStore trust) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void keytool(Path folder, Path keys) throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Path log = folder.resolve("keytool.log");
        String command = "-genkeypair -alias test -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -validity 2"
                + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore";
        ProcessBuilder builder =
                new ProcessBuilder(tool).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.command().addAll(java.util.List.of(command.split(" ")));
        builder.command().add(keys.toString());
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("expected keytool to make a key: " + Files.readString(log));
        }
    }
}
