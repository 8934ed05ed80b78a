package io.laurel.openbadges.credential;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Badges and credentials of every script and every character that some syntax has to escape. */
public final class Generated {

    private static final List<String> PIECES = List.of(
            "",
            " ",
            "\"",
            "\\",
            "\\n",
            "\\u0041",
            "\b",
            "\t",
            "\n",
            "\f",
            "\r",
            "\u0000",
            "\u0001",
            "\u001b",
            "\u007f",
            "\u0080",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\ufffd",
            "\uffff",
            "\ue000",
            "\uf8ff",
            "\ufdd0",
            "\ufffe",
            "\udb80\udc00",
            "\udbff\udfff",
            "\ud83f\udffe",
            "\u0300",
            "\u200d",
            "\u2066",
            "ﷺ",
            "revocation",
            "emailAddress",
            "é",
            "e\u0301",
            "ß",
            "İ",
            "Ж",
            "Ω",
            "تقدير",
            "\u202eشهادة\u202c",
            "הוקרה",
            "हिन्दी",
            "ไทย",
            "한국어",
            "日本語",
            "𠮷",
            "𝔘𝔫𝔦",
            "😀",
            "👩🏽‍🚀",
            "🏳️‍🌈",
            "{",
            "}",
            "[",
            "<",
            ">",
            "^^",
            "@en",
            "_:c14n0",
            "<https://example.org/>",
            "null",
            "true",
            "</script>",
            "&amp;",
            "%20",
            "$1",
            "'",
            "`");

    private static final List<String> PATHS = List.of(
            "",
            "/",
            "/a",
            "/a%20b",
            "/ünïcode",
            "/路徑",
            "/a?b=c&d=%22",
            "/a#fragment",
            "/~tilde;x=1",
            "/a//b/../c",
            "/%E2%82%AC");

    private Generated() {}

    public static Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(PIECES).list().ofMaxSize(6).map(parts -> String.join("", parts));
        Arbitrary<String> characters = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(12)
                .map(points -> points.stream().map(Character::toString).reduce("", String::concat));
        return Arbitraries.oneOf(
                pieces, characters, Combinators.combine(pieces, characters).as(String::concat));
    }

    public static Arbitrary<URI> addresses(String host) {
        return Arbitraries.of(PATHS).map(path -> URI.create("https://" + host + path));
    }

    public static Arbitrary<Issuer> issuers() {
        return Combinators.combine(
                        Arbitraries.of(
                                "did:web:example.org:issuers:acme",
                                "did:web:localhost%3A8080:issuers:a-b",
                                "did:web:a.b"),
                        texts(),
                        addresses("issuer.example"))
                .as((did, name, url) -> new Issuer(URI.create(did), name, url));
    }

    public static Arbitrary<Achievement> achievements() {
        return Combinators.combine(
                        addresses("achievement.example"),
                        texts(),
                        texts(),
                        texts(),
                        addresses("image.example"),
                        texts().list().ofMaxSize(5))
                .as(Achievement::new);
    }

    public static Arbitrary<Credential> credentials(Issuer issuer, Achievement achievement) {
        Arbitrary<UUID> ids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
        Arbitrary<IdentityHash> recipients =
                Combinators.combine(texts(), texts()).as(IdentityHash::of);
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(0, Duration.ofDays(40_000).toMillis())
                .map(Instant::ofEpochMilli);
        Arbitrary<StatusEntry> statuses = Combinators.combine(
                        addresses("status.example").filter(address -> address.getFragment() == null),
                        Arbitraries.integers().between(0, 131_071))
                .as(StatusEntry::new);
        return Combinators.combine(
                        ids,
                        recipients,
                        times,
                        times.injectNull(0.5),
                        addresses("evidence.example").injectNull(0.5),
                        statuses)
                .as((id, recipient, from, until, evidence, status) -> new Credential(
                        URI.create("urn:uuid:" + id), issuer, achievement, recipient, from, until, evidence, status));
    }
}
