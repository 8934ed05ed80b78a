package io.laurel.localstack.frontdoor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.laurel.localstack.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * The front door's own certificate, signed by nobody else: for {@code localhost} and the loopback addresses.
 *
 * @param folder holds it with its key in {@code https.p12}, without in {@code https.pem} for clients to trust, and in
 *     {@code https-trust.p12} beside what the JDK trusts
 * @param password of the key
 */
public record Certificate(Path folder, String password) {

    private static final String ALIAS = "front-door";
    /** Nothing secret is in a trust store; the format wants a password all the same. */
    private static final String NO_SECRET = "changeit";

    private static final int DAYS = 397;
    private static final Duration TOO_LITTLE_LEFT = Duration.ofDays(30);

    /**
     * The certificate of an earlier start, so that whoever trusted it once need not do so again; a new one where there
     * is none or it ends soon.
     */
    public static Certificate ofLocalhost(Path folder, String password, Clock clock) throws IOException {
        var certificate = new Certificate(folder, password);
        try {
            if (Files.notExists(certificate.keyStore()) || certificate.endsSoon(clock)) {
                Files.deleteIfExists(certificate.keyStore());
                certificate.make();
            }
            certificate.writePem();
            certificate.writeTrustStore();
            return certificate;
        } catch (GeneralSecurityException e) {
            throw new Problem("The certificate in " + certificate.keyStore() + " cannot be read; delete the file", e);
        }
    }

    Path keyStore() {
        return folder.resolve("https.p12");
    }

    /** What makes a virtual machine trust this certificate, too. */
    public List<String> trusted() {
        return List.of("-Djavax.net.ssl.trustStore=" + trustStore(), "-Djavax.net.ssl.trustStorePassword=" + NO_SECRET);
    }

    private Path trustStore() {
        return folder.resolve("https-trust.p12");
    }

    private void writePem() throws IOException, GeneralSecurityException {
        var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(read().getEncoded());
        Files.writeString(
                folder.resolve("https.pem"),
                "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n",
                US_ASCII);
    }

    private void writeTrustStore() throws IOException, GeneralSecurityException {
        var ofTheJdk = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        var known = KeyStore.getInstance(ofTheJdk.toFile(), (char[]) null);
        for (var alias : Collections.list(known.aliases())) {
            trust.setCertificateEntry(alias, known.getCertificate(alias));
        }
        trust.setCertificateEntry(ALIAS, read());
        try (var out = Files.newOutputStream(trustStore())) {
            trust.store(out, NO_SECRET.toCharArray());
        }
    }

    private boolean endsSoon(Clock clock) throws IOException, GeneralSecurityException {
        return read().getNotAfter().toInstant().isBefore(clock.instant().plus(TOO_LITTLE_LEFT));
    }

    private X509Certificate read() throws IOException, GeneralSecurityException {
        return (X509Certificate) KeyStore.getInstance(keyStore().toFile(), password.toCharArray())
                .getCertificate(ALIAS);
    }

    /** By the JDK's own tool: no class of the JDK's public API makes a certificate. */
    private void make() throws IOException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var builder = new ProcessBuilder(List.of(
                        tool,
                        "-genkeypair",
                        "-keystore",
                        keyStore().toString(),
                        "-storetype",
                        "PKCS12",
                        // Not as an argument: those are seen by every user of the machine.
                        "-storepass:env",
                        "KEY_STORE_PASSWORD",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        Integer.toString(DAYS),
                        "-dname",
                        "CN=localhost, O=Laurel on this machine",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1"))
                .redirectErrorStream(true);
        builder.environment().put("KEY_STORE_PASSWORD", password);
        var process = builder.start();
        var words = new String(process.getInputStream().readAllBytes(), US_ASCII);
        try {
            if (process.waitFor() != 0) {
                throw new Problem("The certificate for https cannot be made: " + words.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("The start was stopped while the certificate was made.", e);
        }
        Files.setPosixFilePermissions(keyStore(), PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public String toString() {
        return "the certificate in " + keyStore();
    }
}
