package io.laurel.openbadges.status;

import io.laurel.openbadges.encoding.Identifiers;
import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.jsonld.Contexts;
import io.laurel.openbadges.key.IssuerKey;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Signs BitstringStatusListCredentials (Bitstring Status List 1.0, §2.2) by the full path. Thread-safe. */
public final class StatusListSigner {

    private final IssuerKey key;

    /** A signer with one key. */
    public StatusListSigner(IssuerKey key) {
        this.key = key;
    }

    /**
     * Signs a list of revocations.
     *
     * @param id the list's own address, {@code statusListCredential} of its entries
     * @param issuer the DID of the issuer of both the list and the credentials in it
     * @param created from when the list holds, and the proof's time; cut to whole seconds
     * @return the signed credential: JSON in UTF-8
     */
    public byte[] sign(URI id, URI issuer, StatusList list, Instant created) {
        JsonText open = new JsonText(1024)
                .open('{')
                .members("@context", List.of(Contexts.CREDENTIALS_V2))
                .member("id", Identifiers.absolute(id, "id"))
                .members("type", List.of("VerifiableCredential", "BitstringStatusListCredential"))
                .member("issuer", Identifiers.absolute(issuer, "issuer"))
                .member("validFrom", EddsaRdfc2022.time(created))
                .open("credentialSubject", '{')
                .member("id", id + "#list")
                .member("type", "BitstringStatusList")
                .member("statusPurpose", "revocation")
                .member("encodedList", list.encoded())
                .close('}');
        return EddsaRdfc2022.sign(open, key, created);
    }
}
