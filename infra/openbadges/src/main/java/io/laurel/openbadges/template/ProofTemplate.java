package io.laurel.openbadges.template;

import io.laurel.openbadges.encoding.JsonText;
import io.laurel.openbadges.encoding.Sha256;
import io.laurel.openbadges.jsonld.Canonicalizer;
import io.laurel.openbadges.jsonld.Contexts;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/** The canonical N-Quads of a verification method's proof configurations, which differ only in the time. */
final class ProofTemplate {

    private static final Instant SAMPLE = Instant.parse("0001-02-03T04:05:06Z");

    private final byte[] before;
    private final byte[] after;
    private volatile Hashed last = new Hashed("", new byte[0]);

    /** Many are made in one second, and the times of proofs are whole seconds. */
    private static final class Hashed {

        private final String created;
        private final byte[] hash;

        Hashed(String created, byte[] hash) {
            this.created = created;
            this.hash = hash;
        }
    }

    private ProofTemplate(byte[] before, byte[] after) {
        this.before = before;
        this.after = after;
    }

    /** Compiles the configuration of a verification method under the contexts of an OpenBadgeCredential. */
    static ProofTemplate compile(URI verificationMethod) {
        String sample = EddsaRdfc2022.time(SAMPLE);
        JsonObject document = StrictJson.object(new JsonText(256)
                .open('{')
                .members("@context", Contexts.OPEN_BADGE_CREDENTIAL)
                .close('}')
                .toString());
        JsonObject proof = StrictJson.object(EddsaRdfc2022.configuration(new JsonText(256), verificationMethod, sample)
                .close('}')
                .toString());
        String canonical = Canonicalizer.PINNED.canonical(EddsaRdfc2022.configuration(document, proof));
        // One subject, five predicates: the statement of the time is always the first.
        int time = canonical.indexOf(sample);
        return new ProofTemplate(
                canonical.substring(0, time).getBytes(StandardCharsets.UTF_8),
                canonical.substring(time + sample.length()).getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-256 of the configuration with a time; not to be written to. */
    byte[] hash(String created) {
        Hashed known = last;
        if (!known.created.equals(created)) {
            known = new Hashed(created, hashed(created));
            last = known;
        }
        return known.hash;
    }

    private byte[] hashed(String created) {
        MessageDigest digest = Sha256.digest();
        digest.update(before);
        digest.update(created.getBytes(StandardCharsets.UTF_8));
        return digest.digest(after);
    }
}
