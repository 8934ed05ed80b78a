package io.laurel.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Documents that are no credentials, each one step away from one that is: for everything that takes credentials from
 * strangers (VC Data Model 2.0, §4 and §5; Bitstring Status List 1.0, §2.1).
 */
public final class MalformedCredentials {

    private static final String V2 = "https://www.w3.org/ns/credentials/v2";
    /** The digest of that context. */
    private static final String DIGEST = "\"digestMultibase\": \"uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ\"";

    private static final Map<String, String> GOOD = good();

    private MalformedCredentials() {}

    /** A credential without proof in which nothing is wrong. */
    public static String sound() {
        return json(GOOD);
    }

    /** The sound one with one member set. */
    public static String with(String member, String value) {
        var members = new LinkedHashMap<>(GOOD);
        members.put(member, value);
        return json(members);
    }

    /** All of them: what is wrong, and the document. */
    public static Stream<Map.Entry<String, String>> all() {
        var all = new ArrayList<Map.Entry<String, String>>();
        for (var required : List.of("@context", "type", "issuer", "credentialSubject")) {
            var members = new LinkedHashMap<>(GOOD);
            members.remove(required);
            all.add(Map.entry("no " + required, json(members)));
        }
        MEMBERS.forEach((member, values) ->
                values.forEach(value -> all.add(Map.entry(member + " is " + value, with(member, value)))));
        var backwards = new LinkedHashMap<>(GOOD);
        backwards.put("validFrom", "\"2026-01-02T00:00:00Z\"");
        backwards.put("validUntil", "\"2026-01-01T00:00:00Z\"");
        all.add(Map.entry("validUntil is before validFrom", json(backwards)));
        return all.stream();
    }

    private static final Map<String, List<String>> MEMBERS = Map.ofEntries(
            Map.entry(
                    "@context",
                    List.of(
                            "null",
                            "7",
                            "{}",
                            "[]",
                            "\"https://example.org/other/v1\"",
                            "[\"https://example.org/other/v1\", \"" + V2 + "\"]",
                            "[\"" + V2 + "\", 7]",
                            "[\"" + V2 + "\", \"https ://example.org/no-address\"]",
                            "[\"" + V2 + "\", \"https://example.org/unknown/v1\"]",
                            "[\"" + V2 + "\", {\"VerifiableCredential\": \"https://example.org/#Other\"}]")),
            Map.entry(
                    "type",
                    List.of(
                            "null",
                            "7",
                            "{}",
                            "[]",
                            "\"VerifiablePresentation\"",
                            "[\"VerifiableCredential\", 7]",
                            "[\"VerifiableCredential\", \"NobodyDefinesThis\"]")),
            Map.entry(
                    "id",
                    List.of(
                            "null",
                            "7",
                            "{}",
                            "\"no address\"",
                            "\"relative/address\"",
                            "[\"https://example.org/1\", \"https://example.org/2\"]")),
            Map.entry(
                    "issuer",
                    List.of(
                            "null",
                            "7",
                            "[]",
                            "\"nobody\"",
                            "{}",
                            "{\"id\": null}",
                            "{\"id\": \"nobody\"}",
                            "{\"id\": \"did:example:issuer\", \"name\": {\"@value\": \"A\", \"url\": \"did:example:a\"}}",
                            "{\"id\": \"did:example:issuer\", \"description\": 7}")),
            Map.entry(
                    "credentialSubject",
                    List.of(
                            "null",
                            "7",
                            "\"did:example:subject\"",
                            "{}",
                            "[]",
                            "[{\"id\": \"did:example:subject\"}, {}]",
                            "{\"id\": [\"did:example:one\", \"did:example:two\"]}",
                            "{\"id\": \"did:example:subject\", \"nobodyDefinesThis\": true}")),
            Map.entry(
                    "validFrom",
                    List.of(
                            "null",
                            "7",
                            "\"yesterday\"",
                            "\"2026-02-25\"",
                            "\"2026-02-25T01:02:03\"",
                            "\"2026-02-30T01:02:03Z\"",
                            "[\"2026-02-25T01:02:03Z\"]")),
            Map.entry("validUntil", List.of("null", "{}", "\"Sun, 26 Feb 2023 01:22:14 +0000\"")),
            Map.entry("name", List.of("7", "{}", "{\"@value\": \"A\", \"url\": \"did:example:a\"}", "[7]")),
            Map.entry("description", List.of("true", "{\"@value\": 7}", "{\"@language\": \"en\"}")),
            Map.entry(
                    "credentialStatus",
                    List.of(
                            "\"did:example:status\"",
                            "{}",
                            "{\"id\": \"did:example:status\"}",
                            "{\"type\": 2}",
                            "{\"type\": \"https://example.org/#S\", \"id\": \"no address\"}",
                            "{\"type\": \"BitstringStatusListEntry\"}",
                            entry("\"revocation\"", "5", "\"https://example.org/list\""),
                            entry("\"revocation\"", "\"-5\"", "\"https://example.org/list\""),
                            entry("\"revocation\"", "\"5\"", "\"no address\""),
                            entry("7", "\"5\"", "\"https://example.org/list\""))),
            Map.entry(
                    "credentialSchema",
                    List.of(
                            "\"did:example:schema\"",
                            "{}",
                            "{\"id\": \"did:example:schema\"}",
                            "{\"type\": \"https://example.org/#S\"}",
                            "{\"type\": \"https://example.org/#S\", \"id\": \"no address\"}")),
            Map.entry("refreshService", List.of("\"did:example:refresh\"", "{\"id\": \"did:example:refresh\"}")),
            Map.entry("termsOfUse", List.of("7", "{}", "{\"id\": \"did:example:terms\"}")),
            Map.entry("evidence", List.of("7", "{}", "[{}]")),
            Map.entry(
                    "relatedResource",
                    List.of(
                            "[\"" + V2 + "\"]",
                            "{" + DIGEST + "}",
                            "{\"id\": \"" + V2 + "\"}",
                            "[{\"id\": \"" + V2 + "\", " + DIGEST + "}, {\"id\": \"" + V2 + "\", " + DIGEST + "}]",
                            "{\"id\": \"" + V2
                                    + "\", \"digestMultibase\": \"uM4RgWQc3RUDtjJCSgTJtTfvpZ7SPEg_LNO0ESlovQC0\"}",
                            "{\"id\": \"" + V2 + "\", \"digestSRI\": \"sha256-not-a-digest\"}")),
            Map.entry("proof", List.of("null", "7", "[]", "\"z5nmM\"")),
            Map.entry("nobodyDefinesThis", List.of("\"and nothing signs it\"")));

    private static String entry(String purpose, String index, String list) {
        return "{\"type\": \"BitstringStatusListEntry\", \"statusPurpose\": " + purpose + ", \"statusListIndex\": "
                + index + ", \"statusListCredential\": " + list + "}";
    }

    private static Map<String, String> good() {
        var members = new LinkedHashMap<String, String>();
        members.put("@context", "[\"" + V2 + "\"]");
        members.put("type", "[\"VerifiableCredential\"]");
        members.put("issuer", "\"did:example:issuer\"");
        members.put("credentialSubject", "{\"id\": \"did:example:subject\"}");
        return members;
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\": " + member.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
