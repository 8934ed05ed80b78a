package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two contracts share a root: an error looks as its path's contract says, also where no endpoint is reached. */
class DialectIT extends Edge {

    @ParameterizedTest
    @CsvSource({
        "/api/people, 401",
        "/api/people/x/y/z, 401",
        "/api/keys/x/, 401",
        "/%61pi/people, 401",
        "/api/people;a=b/x, 400",
        "/api/me/%2e%2e/x, 400",
        "/api/people/x%00y, 400",
        "/api/people/%2f, 400",
        "/api/auth/verify/, 404",
        "/api/auth/request/more, 404"
    })
    void underThePortalItIsASentence(String path, int status) {
        assertThat(sentence(send(request(path)), status)).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/peoples",
                "/api/mead",
                "/api/auth/verify-email",
                "/api/auth/requests",
                "/api/v1/people",
                "/api/v1/keys",
                "/api/organizations/x/people"
            })
    void elsewhereItIsACode(String path) {
        var answer = send(request(path));
        assertThat(json(answer, answer.statusCode()).propertyNames()).contains("error", "message");
    }

    @Test
    void aTokenOfOneContractIsNobodysInTheOther() {
        var tenant = tenant("enterprise");
        var admin = inhabitant(tenant, "admin");
        error(send(request(admin, "/api/auth/me")), 401, "UNAUTHORIZED");
        error(send(request(admin, "/api/organizations/" + tenant.organization())), 401, "UNAUTHORIZED");
        error(send(request(admin, "/api/v1/badges")), 401, "UNAUTHORIZED");
        sentence(send(request(person(), "/api/keys")), 401);
        var key = scopedKey(admin, "read:credentials");
        error(send(request("/api/auth/me").header("Authorization", "Bearer " + key)), 401, "UNAUTHORIZED");
    }
}
