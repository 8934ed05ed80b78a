package io.laurel.web.outbound;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: those of the authorities that Java knows, and those that an operator adds. */
final class Authorities {

    private Authorities() {}

    /**
     * A context that believes both. Names are compared with certificates as ever.
     *
     * @throws IllegalArgumentException if the certificates cannot be read
     */
    static SSLContext and(KeyStore added) {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            for (TrustManager known : managers(null)) {
                if (known instanceof X509TrustManager authorities) {
                    for (var authority : authorities.getAcceptedIssuers()) {
                        all.setCertificateEntry("java-" + all.size(), authority);
                    }
                }
            }
            for (String alias : Collections.list(added.aliases())) {
                all.setCertificateEntry("added-" + all.size(), added.getCertificate(alias));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(all), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalArgumentException("certificates that cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore authorities) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }
}
