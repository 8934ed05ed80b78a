package io.laurel.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientRulesTest {

    @Test
    void whoIsKnownByAnAddressOnlyIsGreetedByWhatIsTheirs() {
        assertThat(RecipientRules.nameOf("ada.lovelace@example.com")).isEqualTo("ada.lovelace");
        assertThat(RecipientRules.nameOf("ada+www.lure.example/prize@example.com"))
                .isEqualTo("ada");
        assertThat(RecipientRules.nameOf("+ada@example.com")).isEqualTo("+ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "ada.lovelace+badges@mail.example.co.uk",
                "o'brien@example.org",
                "ada@bücher.example",
                "ada@xn--bcher-kva.example",
                "a@b.test",
                "ada@example.new-tld"
            })
    void anAddressIsAccepted(String email) {
        assertThat(RecipientRules.whyNotEmail(email)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ada",
                "ada@",
                "@example.com",
                "ada@example",
                "ada@example.",
                "ada@.example.com",
                "ada@exa mple.com",
                "ada@example..com",
                "ada@-example.com",
                "ada@example.123",
                "ada@[127.0.0.1]",
                ".ada@example.com",
                "ada.@example.com",
                "a..da@example.com",
                "ada@example.com, bob@example.com",
                "ada@example.com;bob@example.com",
                "ada@example.com\r\nBcc: bob@example.com",
                "\"ada\r\nBcc: bob\"@example.com",
                "\"ada, bob\"@example.com",
                "Ada <ada@example.com>",
                "ada@@example.com",
                "ada@b@example.com",
                "ad\u0000a@example.com",
                "ädä@example.com"
            })
    void whatIsNotOneAddressIsRefused(String email) {
        assertThat(RecipientRules.whyNotEmail(email)).isNotNull();
    }

    @Test
    void theLengthsOfRfc5321Hold() {
        assertThat(RecipientRules.whyNotEmail("a".repeat(64) + "@example.com")).isNull();
        assertThat(RecipientRules.whyNotEmail("a".repeat(65) + "@example.com")).isNotNull();
        String domain = ("d".repeat(60) + ".").repeat(3) + "example";
        assertThat(RecipientRules.whyNotEmail("a".repeat(254 - 1 - domain.length()) + "@" + domain))
                .isNull();
        assertThat(RecipientRules.whyNotEmail("a".repeat(255 - 1 - domain.length()) + "@" + domain))
                .isNotNull();
        assertThat(RecipientRules.whyNotEmail("a".repeat(10_000_000))).isNotNull();
    }

    @Test
    void anAddressIsMatchedTrimmedAndLowerCased() {
        assertThat(RecipientRules.email(" Ada@Example.COM\t")).isEqualTo("ada@example.com");
        assertThat(new Recipient("Ada", RecipientRules.email("  ADA@EXAMPLE.COM ")).email())
                .isEqualTo("ada@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "李雷", "Zoë O’Brien-García", "👩‍💻", "محمد", "A\u0301"})
    void aNameOfAnyScriptIsAccepted(String name) {
        assertThat(RecipientRules.whyNotName(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u2003", "Ada\nLovelace", "Ada\u0000", "Ada\u2028", "\ud83d"})
    void aNameWithoutLettersOrWithControlCharactersIsRefused(String name) {
        assertThat(RecipientRules.whyNotName(name)).isNotNull();
    }

    @Test
    void aNameHasAtMost200CharactersWhateverTheirSize() {
        assertThat(RecipientRules.whyNotName("🎓".repeat(200))).isNull();
        assertThat(RecipientRules.whyNotName("a".repeat(201))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/e/1?x=y#z", "http://localhost:8080/x", "HTTPS://EXAMPLE.COM"})
    void anEvidenceUrlIsAbsolute(String url) {
        assertThat(RecipientRules.whyNotEvidenceUrl(url)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/e/1",
                "example.com",
                "ftp://example.com",
                "javascript:alert(1)",
                "https://",
                "https:///x",
                "https://exa mple.com",
                "https://example.com/<x>",
                "https://user:secret@example.com"
            })
    void whatIsNotAWebAddressIsRefused(String url) {
        assertThat(RecipientRules.whyNotEvidenceUrl(url)).isNotNull();
    }
}
