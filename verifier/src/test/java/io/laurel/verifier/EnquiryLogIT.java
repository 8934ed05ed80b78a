package io.laurel.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@RunningVerifier
@TestPropertySource(properties = "laurel.verifier.lookup.stale-after=200ms")
class EnquiryLogIT {

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @Autowired
    JdbcClient verifier;

    private int logged(Registry.Issued credential, String kind) {
        return registry.count(
                "select count(*) from verification_log where credential_id = ? and kind = ?", credential.id(), kind);
    }

    @Test
    void everyLookUpIsLoggedForTheIssuer() {
        var credential = registry.issue(registry.draft(registry.badge(registry.organization("enterprise"))));

        browser.get("/api/verify/" + credential.shortId());
        browser.get("/api/verify/" + credential.id());
        browser.open("/verify/" + credential.shortId());
        browser.get("/api/credentials/" + credential.shortId() + "/baked");

        await().untilAsserted(() -> {
            assertThat(logged(credential, "api")).isEqualTo(2);
            assertThat(logged(credential, "page")).isOne();
            assertThat(logged(credential, "baked")).isOne();
        });
        assertThat(registry.count(
                        "select count(*) from verification_log where credential_id = ? and organization_id = ?",
                        credential.id(),
                        credential.badge().organization().id()))
                .isEqualTo(4);
    }

    @Test
    void theServicesRoleCanNeitherReadASealedKeyNorTouchACredential() {
        for (var sql : new String[] {
            "select sealed_private_key from signing_key",
            "update credential set revoked_at = null",
            "delete from credential",
            "insert into badge_image (sha256, png) values ('', '')",
            "select * from verification_log",
            "select * from api_key"
        }) {
            assertThatThrownBy(() -> verifier.sql(sql).query().listOfRows())
                    .as(sql)
                    .rootCause()
                    .hasMessageContaining("permission denied");
        }
    }
}
