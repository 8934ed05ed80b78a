package io.laurel.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, did:web:localhost%3A8080:issuers:acme",
        "http://localhost:8080/, did:web:localhost%3A8080:issuers:acme",
        "https://badges.example.org, did:web:badges.example.org:issuers:acme",
        "https://example.org/laurel/, did:web:example.org:laurel:issuers:acme"
    })
    void anIssuersDidIsItsAddress(URI base, String did) {
        var addresses = new PublicAddresses(base);

        assertThat(addresses.did("acme")).hasToString(did);
        var key = UUID.randomUUID();
        assertThat(addresses.verificationMethod("acme", key)).hasToString(did + "#key-" + key);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, http://localhost:8080/o/acme",
                "'', http://localhost:8080/o/acme",
                "https://acme.example, https://acme.example"
            })
    void anIssuerWithoutASiteHasItsPageHere(String website, String url) {
        assertThat(new PublicAddresses(URI.create("http://localhost:8080")).issuer("acme", website))
                .hasToString(url);
    }
}
