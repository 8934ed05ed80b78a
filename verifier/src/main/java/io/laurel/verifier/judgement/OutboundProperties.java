package io.laurel.verifier.judgement;

import io.laurel.web.outbound.Network;
import io.laurel.web.outbound.Outbound;
import io.laurel.web.outbound.OutboundSettings;
import jakarta.validation.constraints.NotNull;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How far the verifier goes to look for strangers' keys and status lists.
 *
 * @param plainHttp whether {@code http} addresses are asked, too; for development
 * @param allow blocks such as {@code 127.0.0.0/8} that may be asked although they are not public; for development
 * @param sslBundle the name of an SSL bundle whose trust store holds certificates to believe beside those of the authorities
 *     that Java knows; without it, those alone
 * @param within how long one look-up may take in all
 * @param withinAll how long after a judgement began others are still asked for it
 * @param mostBytes how large a document may be, after it is decompressed
 * @param mostRedirects how many redirects are followed
 * @param remembered how many documents are kept for as long as their senders allow
 */
@Validated
@ConfigurationProperties(OutboundProperties.PREFIX)
record OutboundProperties(
        @DefaultValue("false") boolean plainHttp,
        @DefaultValue @NotNull List<String> allow,
        @Nullable String sslBundle,
        @DefaultValue("5s") @NotNull Duration within,
        @DefaultValue("20s") @NotNull Duration withinAll,
        @DefaultValue("1MB") @NotNull DataSize mostBytes,
        @DefaultValue("3") int mostRedirects,
        @DefaultValue("200") int remembered) {

    static final String PREFIX = "laurel.verifier.outbound";
    private static final String USER_AGENT = "Laurel-Verifier/1.0 (Open Badges 3.0)";

    OutboundProperties {
        // A bad block stops the start with its name.
        allow.forEach(Network::parse);
    }

    /**
     * A client that goes so far and believes so many.
     *
     * @throws IllegalStateException if there is no such bundle, or it trusts nobody
     */
    Outbound outbound(SslBundles bundles) {
        return sslBundle == null ? new Outbound(settings()) : new Outbound(settings(), authorities(sslBundle, bundles));
    }

    private static KeyStore authorities(String name, SslBundles bundles) {
        try {
            KeyStore authorities = bundles.getBundle(name).getStores().getTrustStore();
            if (authorities == null) {
                throw new IllegalStateException(PREFIX + ".ssl-bundle: the SSL bundle " + name + " has no trust store");
            }
            return authorities;
        } catch (NoSuchSslBundleException unknown) {
            throw new IllegalStateException(PREFIX + ".ssl-bundle: there is no SSL bundle " + name, unknown);
        }
    }

    private OutboundSettings settings() {
        return new OutboundSettings(
                plainHttp,
                allow.stream().map(Network::parse).toList(),
                within,
                Math.toIntExact(mostBytes.toBytes()),
                mostRedirects,
                remembered,
                USER_AGENT);
    }
}
