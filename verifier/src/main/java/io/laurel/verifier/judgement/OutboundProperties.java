package io.laurel.verifier.judgement;

import io.laurel.web.outbound.Network;
import io.laurel.web.outbound.OutboundSettings;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How far the verifier goes to look for strangers' keys and status lists.
 *
 * @param plainHttp whether {@code http} addresses are asked, too; for development
 * @param allow blocks such as {@code 127.0.0.0/8} that may be asked although they are not public; for development
 * @param within how long one look-up may take in all
 * @param mostBytes how large a document may be, after it is decompressed
 * @param mostRedirects how many redirects are followed
 * @param remembered how many documents are kept for as long as their senders allow
 */
@Validated
@ConfigurationProperties("laurel.verifier.outbound")
record OutboundProperties(
        @DefaultValue("false") boolean plainHttp,
        @DefaultValue @NotNull List<String> allow,
        @DefaultValue("5s") @NotNull Duration within,
        @DefaultValue("1MB") @NotNull DataSize mostBytes,
        @DefaultValue("3") int mostRedirects,
        @DefaultValue("200") int remembered) {

    private static final String USER_AGENT = "Laurel-Verifier/1.0 (Open Badges 3.0)";

    OutboundProperties {
        // A bad block stops the start with its name.
        allow.forEach(Network::parse);
    }

    OutboundSettings settings() {
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
