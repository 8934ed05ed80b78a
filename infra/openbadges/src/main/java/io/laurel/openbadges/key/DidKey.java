package io.laurel.openbadges.key;

import java.net.URI;

/** The key that a {@code did:key} spells out (did:key Method, §3.1): Ed25519, P-256, P-384. */
final class DidKey {

    private static final String PREFIX = "did:key:";

    private DidKey() {}

    static boolean isDidKey(String identifier) {
        return identifier.startsWith(PREFIX);
    }

    /** The one method of a {@code did:key}, which serves for every relationship; the bare DID is taken for its method. */
    static Resolution resolve(URI method, String did, SignatureProvider provider) {
        String multikey = did.substring(PREFIX.length());
        String fragment = method.getRawFragment();
        if (fragment != null && !fragment.equals(multikey)) {
            return new Resolution.NotThere("The key " + method + " is not the one that its DID spells out.");
        }
        if (!multikey.startsWith("z")) {
            return new Resolution.NotThere("The DID " + did + " spells out no key in base58btc.");
        }
        try {
            return new Resolution.Found(
                    new VerificationMethod(method, URI.create(did), Multikey.parse(multikey, provider)));
        } catch (UnknownKeyKindException unknown) {
            return new Resolution.Unavailable("The DID " + did + " is " + unknown.getMessage() + ".");
        } catch (IllegalArgumentException unusable) {
            return new Resolution.NotThere("The DID " + did + " spells out no usable key.");
        }
    }
}
