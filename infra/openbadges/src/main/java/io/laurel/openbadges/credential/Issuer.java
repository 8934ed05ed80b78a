package io.laurel.openbadges.credential;

import io.laurel.openbadges.encoding.Identifiers;
import io.laurel.openbadges.encoding.Text;
import java.net.URI;

/**
 * The Profile that issues (Open Badges 3.0, §B.1.17).
 *
 * @param id the issuer's DID; every verification method of its proofs is a fragment of it
 * @param name what people call the issuer
 * @param url the issuer's page on the web
 */
public record Issuer(URI id, String name, URI url) {

    public Issuer {
        id = Identifiers.absolute(id, "issuer.id");
        name = Text.wellFormed(name, "issuer.name");
        url = Identifiers.absolute(url, "issuer.url");
    }
}
