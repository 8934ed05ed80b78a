package io.laurel.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.laurel.contracts.PublicAddresses;
import io.laurel.test.MovableClock;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What a recipient who is signed in sees, and what they show to others. */
@RunningVerifier
class RecipientIT {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Autowired
    Browser browser;

    @Autowired
    Registry registry;

    @Autowired
    MovableClock clock;

    @Autowired
    PublicAddresses addresses;

    private ECKey key;

    @BeforeEach
    void publishKey() throws JOSEException {
        clock.set(NOW);
        key = new ECKeyGenerator(Curve.P_256)
                .keyID(UUID.randomUUID().toString())
                .generate();
        registry.execute(
                "insert into session_key (id, public_jwk, created_at) values (?, ?, now())",
                key.getKeyID(),
                key.toPublicJWK().toJSONString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/verify/%s",
                "/verify/%s",
                "/credentials/%s/ob3",
                "/api/credentials/%s/baked",
                "/api/credentials/%s/qr"
            })
    void aPrivateCredentialIsItsRecipientsOnly(String path) throws JOSEException {
        var credential = registry.issue(draft().to("ada@example.com").keptPrivate());
        var address = path.formatted(credential.shortId());
        var ada = token(key, "ada@example.com", addresses.base().toString());

        assertThat(browser.get(address).status()).isEqualTo(403);
        assertThat(browser.get(address, "Authorization", "Bearer " + token(key, "eve@example.com", base()))
                        .status())
                .isEqualTo(403);

        for (var seen : new Browser.Answer[] {
            browser.get(address, "Authorization", "Bearer " + ada),
            browser.get(address, "Cookie", "laurel_session=" + ada)
        }) {
            assertThat(seen.status()).isEqualTo(200);
            assertThat(seen.header("Cache-Control")).containsAnyOf("private", "no-store");
        }
        assertThat(browser.get(address).status()).isEqualTo(403);
    }

    @Test
    void aWidgetShowsNoPrivateCredentialNotEvenToItsRecipient() throws JOSEException {
        var credential = registry.issue(draft().to("ada@example.com").keptPrivate());
        assertThat(browser.get(
                                "/api/embed/" + credential.shortId(),
                                "Cookie",
                                "laurel_session=" + token(key, "ada@example.com", base()))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aSessionThatWasEndedShowsNothingMoreWhateverItsTokenSays() throws JOSEException {
        var path = "/api/verify/"
                + registry.issue(draft().to("ada@example.com").keptPrivate()).shortId();
        var token = token(key, "ada@example.com", base());
        assertThat(browser.get(path, "Authorization", "Bearer " + token).status())
                .isEqualTo(200);

        registry.execute("update session set ended_at = now() where ended_at is null");

        assertThat(browser.get(path, "Authorization", "Bearer " + token).status())
                .isEqualTo(403);
    }

    @Test
    void aTokenThatHasEndedOrIsNotOursMakesNobodyOfTheVisitor() throws JOSEException {
        var credential = registry.issue(draft().to("ada@example.com").keptPrivate());
        var path = "/api/verify/" + credential.shortId();
        var good = token(key, "ada@example.com", base());
        var unpublished = new ECKeyGenerator(Curve.P_256).keyID("unknown").generate();
        var forged = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();

        assertThat(browser.get(path, "Authorization", "Bearer " + good).status())
                .isEqualTo(200);
        for (var bad : new String[] {
            token(unpublished, "ada@example.com", base()),
            token(forged, "ada@example.com", base()),
            token(key, "ada@example.com", "https://elsewhere.example"),
            "nonsense"
        }) {
            assertThat(browser.get(path, "Authorization", "Bearer " + bad).status())
                    .isEqualTo(403);
        }
        clock.set(NOW.plusSeconds(901));
        assertThat(browser.get(path, "Authorization", "Bearer " + good).status())
                .isEqualTo(403);
    }

    @Test
    void aProfileShowsWhatItsOwnerClaimedAndKeepsPublic() {
        var email = UUID.randomUUID() + "@example.com";
        var slug = profile(email, true);
        var claimed = registry.issue(draft().to(email).claimed());
        var unclaimed = registry.issue(draft().to(email));
        var hidden = registry.issue(draft().to(email).claimed().keptPrivate());
        var revoked = registry.issue(draft().to(email).claimed().revoked("2026-11-01T00:00:00Z"));
        var expired = registry.issue(draft().to(email).claimed().expiring("2026-11-01T00:00:00Z"));

        var page = browser.open("/u/" + slug);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("Åse O&#39;Brien &lt;b&gt;", "Makes &amp; mends", "/verify/" + claimed.shortId())
                .doesNotContain(unclaimed.shortId(), hidden.shortId(), revoked.shortId(), expired.shortId(), email);
    }

    @Test
    void aProfileThatIsNotPublicIsNotThere() {
        assertThat(browser.open("/u/" + profile(UUID.randomUUID() + "@example.com", false))
                        .status())
                .isEqualTo(404);
        assertThat(browser.open("/u/nobody").status()).isEqualTo(404);
    }

    private Registry.Draft draft() {
        return registry.draft(registry.badge(registry.organization("professional")));
    }

    private String profile(String email, boolean isPublic) {
        var account = UUID.randomUUID();
        var slug = "p-" + account;
        registry.execute("""
                insert into account (id, email, first_name, last_name, created_at) values (?, ?, 'Åse', 'O''Brien', now())
                """, account, email);
        registry.execute("""
                insert into profile (account_id, slug, name, headline, is_public)
                values (?, ?, 'Åse O''Brien <b>', 'Makes & mends', ?)
                """, account, slug, isPublic);
        return slug;
    }

    private String base() {
        return addresses.base().toString();
    }

    /** The token of a session that begins now. */
    private String token(ECKey key, String email, String issuer) throws JOSEException {
        var account = UUID.randomUUID();
        var session = UUID.randomUUID();
        registry.execute("""
                insert into account (id, email, first_name, last_name, created_at) values (?, ?, 'Åse', 'O''Brien', now())
                on conflict (email) do nothing
                """, account, email);
        registry.execute("""
                insert into session (id, account_id, created_at, expires_at)
                select ?, id, now(), 'infinity' from account where email = ?
                """, session, email);
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .subject(account.toString())
                        .claim("sid", session.toString())
                        .issueTime(Date.from(NOW))
                        .expirationTime(Date.from(NOW.plusSeconds(900)))
                        .build());
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }
}
