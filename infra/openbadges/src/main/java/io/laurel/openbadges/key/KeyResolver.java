package io.laurel.openbadges.key;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the public key that a proof names. Implementations are thread-safe. */
@FunctionalInterface
public interface KeyResolver {

    /**
     * Finds a key.
     *
     * @param method the proof's {@code verificationMethod}
     * @param relationship what the controller must list the key for
     * @param now the time at which the key must be neither expired nor revoked
     */
    Resolution resolve(URI method, Relationship relationship, Instant now);

    /**
     * Finds a controller's keys, for proofs that name none.
     *
     * @param controller a DID or an https address
     * @return one answer for each key that the controller lists, or one that says why there is none
     */
    default List<Resolution> resolveAll(URI controller, Relationship relationship, Instant now) {
        return List.of(new Resolution.Unavailable("The keys of " + controller + " are not to be had."));
    }

    /**
     * Keys that are known without looking anywhere.
     *
     * @param multikeys the Multikey of a verification method, empty if it is not known; each is taken to be its DID's
     */
    static KeyResolver of(Function<URI, Optional<String>> multikeys) {
        return (method, _, _) -> multikeys
                .apply(method)
                .map(multikey -> known(method, multikey))
                .orElseGet(() -> new Resolution.Unavailable("The key " + method + " is not to be had."));
    }

    private static Resolution known(URI method, String multikey) {
        try {
            URI controller = URI.create(method.toString().replaceFirst("#.*", ""));
            return new Resolution.Found(new VerificationMethod(method, controller, Multikey.parse(multikey)));
        } catch (IllegalArgumentException unusable) {
            return new Resolution.NotThere("The key " + method + " is unusable: " + unusable.getMessage() + ".");
        }
    }
}
