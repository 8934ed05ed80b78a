package io.laurel.ingress.interview;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.openbadges.encoding.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * What a client called a request (its {@code Idempotency-Key}), and what the request was, so that a repetition is told from another one
 * of the same name. Both as hashes: neither is asked back.
 */
@SuppressWarnings("ArrayRecordComponent")
record RequestName(byte[] keyHash, byte[] requestHash) {

    static RequestName of(String key, String personId, JsonNode body) {
        return new RequestName(hash(key), hash(personId + "\n" + body));
    }

    private static byte[] hash(String text) {
        return Sha256.of(text.getBytes(UTF_8));
    }
}
