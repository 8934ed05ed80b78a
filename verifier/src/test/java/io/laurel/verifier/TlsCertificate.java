package io.laurel.verifier;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for one name, and its key. */
final class TlsCertificate {

    private static final String PASSWORD = "of-a-test";
    private static final String ALIAS = "it";

    private final KeyStore keys;

    private TlsCertificate(KeyStore keys) {
        this.keys = keys;
    }

    /** Makes one by the JDK's own tool: no class of the JDK's public API makes a certificate. */
    static TlsCertificate of(String name) throws IOException, InterruptedException, GeneralSecurityException {
        var folder = Files.createTempDirectory("laurel-tls");
        var file = folder.resolve("keys.p12");
        try {
            var tool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            var process = new ProcessBuilder(List.of(
                            tool,
                            "-genkeypair",
                            "-keystore",
                            file.toString(),
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-validity",
                            "2",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "SAN=dns:" + name))
                    .redirectErrorStream(true)
                    .start();
            var words = new String(process.getInputStream().readAllBytes(), US_ASCII);
            assertThat(process.waitFor()).as(words).isZero();
            return new TlsCertificate(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** What a server that shows it needs. */
    SSLContext server() throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** The certificate for whoever is to believe it. */
    String pem() throws GeneralSecurityException {
        var body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                .encodeToString(keys.getCertificate(ALIAS).getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }
}
