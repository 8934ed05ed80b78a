package io.laurel.verifier.issuer;

import io.laurel.contracts.PublicAddresses;
import io.laurel.web.ApiException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * What anyone gets who asks us for an issuer's documents, without asking ourselves over the network: behind a firewall our
 * own front door may be the last thing that we can reach.
 */
@Component
public class OwnDocuments {

    private static final Pattern DOCUMENT = Pattern.compile("/issuers/([^/]+)(?:/(did\\.json)|/status/([0-9]{1,9}))?");

    private final IssuerController issuers;
    private final URI base;

    OwnDocuments(IssuerController issuers, PublicAddresses addresses) {
        this.issuers = issuers;
        base = addresses.base();
    }

    /** Whether an address is behind our own front door; did:web says https even where the door has none. */
    public boolean own(URI address) {
        return base.getHost().equalsIgnoreCase(address.getHost()) && base.getPort() == address.getPort();
    }

    /** What lies at an address of our own. */
    public Optional<byte[]> at(URI address) {
        String path = Objects.requireNonNullElse(address.getPath(), "");
        if (!path.startsWith(base.getPath())) {
            return Optional.empty();
        }
        Matcher document = DOCUMENT.matcher(path.substring(base.getPath().length()));
        if (!document.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(answer(document).getBody());
        } catch (ApiException notFound) {
            return Optional.empty();
        }
    }

    private ResponseEntity<byte[]> answer(Matcher document) {
        String slug = document.group(1);
        if (document.group(2) != null) {
            return issuers.didDocument(slug);
        }
        String number = document.group(3);
        return number == null ? issuers.profile(slug) : issuers.statusList(slug, Integer.parseInt(number));
    }
}
