package io.laurel.openbadges.verification;

import io.laurel.openbadges.encoding.Digests;
import io.laurel.openbadges.encoding.Multibase;
import io.laurel.openbadges.jsonld.Contexts;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Digests of a {@code relatedResource} (VC Data Model 2.0, §5.3), compared where the resource is at hand; nothing is fetched. */
final class ResourceDigest {

    private static final int LONGEST = 256;
    private static final Pattern SRI = Pattern.compile("sha(256|384|512)-[A-Za-z0-9+/_-]{43,88}={0,2}");

    /** Resources that are at hand, and the file of each beside the contexts. */
    private static final Map<String, String> AT_HAND = Map.of(
            Contexts.CREDENTIALS_V2, "credentials-v2.json", Contexts.OPEN_BADGES_3_0_3, "open-badges-3.0.3.json");

    private ResourceDigest() {}

    /** The members of a {@code relatedResource} that are no digests, or not those of the resource. */
    static List<String> mismatches(JsonObject resource) {
        Optional<byte[]> bytes = Members.text(resource, "id").map(AT_HAND::get).map(ResourceDigest::read);
        List<String> mismatches = new ArrayList<>();
        if (resource.containsKey("digestSRI")
                && Members.text(resource, "digestSRI")
                        .filter(sri -> sriHolds(sri, bytes))
                        .isEmpty()) {
            mismatches.add("digestSRI");
        }
        if (resource.containsKey("digestMultibase")
                && Members.text(resource, "digestMultibase")
                        .filter(digest -> multibaseHolds(digest, bytes))
                        .isEmpty()) {
            mismatches.add("digestMultibase");
        }
        return mismatches;
    }

    private static byte[] read(String file) {
        try (InputStream context = Contexts.class.getResourceAsStream("contexts/" + file)) {
            return Objects.requireNonNull(context, file).readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * Whether a {@code digestSRI} is one, and the resource's. Of several hashes the strongest counts (Subresource Integrity, §3.3.4).
     *
     * @param resource nothing if it is not at hand
     */
    private static boolean sriHolds(String sri, Optional<byte[]> resource) {
        List<String> hashes =
                Arrays.stream(sri.strip().split("\\s+", -1)).sorted().toList();
        if (sri.length() > LONGEST
                || !hashes.stream().allMatch(hash -> SRI.matcher(hash).matches())) {
            return false;
        }
        String strongest = hashes.getLast();
        String algorithm = "SHA-" + strongest.substring(3, 6);
        return resource.isEmpty()
                || Base64.getEncoder()
                        .encodeToString(Digests.named(algorithm).digest(resource.get()))
                        .equals(strongest.substring(7));
    }

    /**
     * Whether a {@code digestMultibase} is one, and the resource's: the digest itself, or a multihash, which has its kind and length
     * before it.
     *
     * @param resource nothing if it is not at hand
     */
    private static boolean multibaseHolds(String text, Optional<byte[]> resource) {
        byte[] digest;
        try {
            digest = Multibase.decode(text, LONGEST);
        } catch (IllegalArgumentException notMultibase) {
            return false;
        }
        boolean multihash = digest.length > 2 && digest[1] == digest.length - 2;
        byte[] bare = multihash ? Arrays.copyOfRange(digest, 2, digest.length) : digest;
        return switch (bare.length) {
            case 32 -> matches(bare, "SHA-256", resource);
            case 48 -> matches(bare, "SHA-384", resource);
            case 64 -> matches(bare, "SHA-512", resource);
            default -> false;
        };
    }

    private static boolean matches(byte[] expected, String algorithm, Optional<byte[]> resource) {
        return resource.isEmpty()
                || MessageDigest.isEqual(expected, Digests.named(algorithm).digest(resource.get()));
    }
}
