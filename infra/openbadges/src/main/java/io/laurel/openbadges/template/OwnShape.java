package io.laurel.openbadges.template;

import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialJson;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.Issuer;
import io.laurel.openbadges.credential.StatusEntry;
import io.laurel.openbadges.proof.EddsaRdfc2022;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of signed credentials as this library writes them, with the same optional members: fixed pieces and the values between them.
 * The pieces are taken from a sample that the library has written, so they cannot differ from what it writes.
 */
final class OwnShape {

    private final List<String> pieces = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();

    /** A value in the text and what a sample has in its place. */
    private enum Value {
        ID("urn:uuid:00000000-0000-0000-0000-000000000001"),
        ISSUER("urn:uuid:00000000-0000-0000-0000-000000000002"),
        ISSUER_NAME("issuer's name"),
        ISSUER_URL("urn:uuid:00000000-0000-0000-0000-000000000003"),
        VALID_FROM("0001-02-03T04:05:06.001Z"),
        VALID_UNTIL("0001-02-03T04:05:06.002Z"),
        IDENTITY_HASH("identity hash"),
        SALT("salt of it"),
        ACHIEVEMENT("urn:uuid:00000000-0000-0000-0000-000000000004"),
        ACHIEVEMENT_NAME("achievement's name"),
        DESCRIPTION("achievement's description"),
        CRITERIA("achievement's criteria"),
        IMAGE("urn:uuid:00000000-0000-0000-0000-000000000005"),
        TAGS("achievement's tag"),
        EVIDENCE("urn:uuid:00000000-0000-0000-0000-000000000006"),
        STATUS("urn:uuid:00000000-0000-0000-0000-000000000007#2147483646"),
        STATUS_INDEX("2147483646"),
        STATUS_LIST("urn:uuid:00000000-0000-0000-0000-000000000007"),
        CREATED("0001-02-03T04:05:06Z"),
        METHOD("urn:uuid:00000000-0000-0000-0000-000000000008"),
        PROOF_VALUE("zProofValue");

        private static final Map<String, Value> BY_SAMPLE = new HashMap<>();

        static {
            for (Value value : values()) {
                BY_SAMPLE.put(value.sample, value);
            }
        }

        private final String sample;

        Value(String sample) {
            this.sample = sample;
        }

        URI uri() {
            return URI.create(sample);
        }
    }

    /**
     * A credential and its proof, as read.
     *
     * @param proofValue a text, perhaps no signature
     */
    record Signed(Credential credential, URI verificationMethod, String created, String proofValue) {

        byte[] json() {
            return EddsaRdfc2022.signed(CredentialJson.unsigned(credential), verificationMethod, created, proofValue);
        }
    }

    private OwnShape(String sample) {
        int copied = 0;
        int quote = sample.indexOf('"');
        while (quote >= 0) {
            int end = sample.indexOf('"', quote + 1);
            Value value = Value.BY_SAMPLE.get(sample.substring(quote + 1, end));
            if (value != null) {
                pieces.add(sample.substring(copied, quote + 1));
                values.add(value);
                copied = end;
            }
            quote = sample.indexOf('"', end + 1);
        }
        pieces.add(sample.substring(copied));
    }

    /** The shape of credentials with these optional members. */
    static OwnShape of(boolean expires, boolean evident, boolean tagged) {
        Credential sample = new Credential(
                Value.ID.uri(),
                new Issuer(Value.ISSUER.uri(), Value.ISSUER_NAME.sample, Value.ISSUER_URL.uri()),
                new Achievement(
                        Value.ACHIEVEMENT.uri(),
                        Value.ACHIEVEMENT_NAME.sample,
                        Value.DESCRIPTION.sample,
                        Value.CRITERIA.sample,
                        Value.IMAGE.uri(),
                        tagged ? List.of(Value.TAGS.sample) : List.of()),
                new IdentityHash(Value.IDENTITY_HASH.sample, Value.SALT.sample),
                Instant.parse(Value.VALID_FROM.sample),
                expires ? Instant.parse(Value.VALID_UNTIL.sample) : null,
                evident ? Value.EVIDENCE.uri() : null,
                new StatusEntry(Value.STATUS_LIST.uri(), Integer.parseInt(Value.STATUS_INDEX.sample)));
        Signed signed = new Signed(sample, Value.METHOD.uri(), Value.CREATED.sample, Value.PROOF_VALUE.sample);
        return new OwnShape(OwnText.of(signed.json()).text());
    }

    /**
     * Reads a text of this shape.
     *
     * @return empty unless the bytes are exactly those that this library writes for the credential that it returns
     */
    Optional<Signed> read(byte[] json, OwnText text) {
        Map<Value, String> read = new EnumMap<>(Value.class);
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String value = text.skip(pieces.get(i)) ? text.value() : null;
            if (value == null) {
                return Optional.empty();
            }
            read.put(values.get(i), value);
            if (values.get(i) == Value.TAGS) {
                tags.add(value);
                text.moreValues(tags);
            }
        }
        return text.skip(pieces.getLast()) && text.isAtEnd()
                ? signed(read, tags).filter(signed -> Arrays.equals(signed.json(), json))
                : Optional.empty();
    }

    private static Optional<Signed> signed(Map<Value, String> read, List<String> tags) {
        try {
            return Optional.of(new Signed(
                    credential(new Reading(read), tags),
                    new Reading(read).uri(Value.METHOD),
                    new Reading(read).text(Value.CREATED),
                    new Reading(read).text(Value.PROOF_VALUE)));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    private static Credential credential(Reading read, List<String> tags) {
        return new Credential(
                read.uri(Value.ID),
                new Issuer(read.uri(Value.ISSUER), read.text(Value.ISSUER_NAME), read.uri(Value.ISSUER_URL)),
                new Achievement(
                        read.uri(Value.ACHIEVEMENT),
                        read.text(Value.ACHIEVEMENT_NAME),
                        read.text(Value.DESCRIPTION),
                        read.text(Value.CRITERIA),
                        read.uri(Value.IMAGE),
                        tags),
                new IdentityHash(read.text(Value.IDENTITY_HASH), read.text(Value.SALT)),
                Instant.parse(read.text(Value.VALID_FROM)),
                read.has(Value.VALID_UNTIL) ? Instant.parse(read.text(Value.VALID_UNTIL)) : null,
                read.has(Value.EVIDENCE) ? read.uri(Value.EVIDENCE) : null,
                new StatusEntry(read.uri(Value.STATUS_LIST), Integer.parseInt(read.text(Value.STATUS_INDEX))));
    }

    private record Reading(Map<Value, String> values) {

        boolean has(Value value) {
            return values.containsKey(value);
        }

        String text(Value value) {
            String text = values.get(value);
            if (text == null) {
                throw new IllegalArgumentException("no " + value);
            }
            return text;
        }

        URI uri(Value value) {
            return URI.create(text(value));
        }
    }
}
