package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Topics;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages that mails lead to, as a browser uses them. */
class SignInPagesIT extends Edge {

    @Test
    void aLinkThatAProgramLooksAtIsNotUsedUp() {
        var email = UUID.randomUUID() + "@people.example";
        send(
                "POST",
                request("/api/auth/register"),
                Map.of("firstName", "Ada", "lastName", "L", "email", email, "password", PASSWORD));
        var link = topics.read(Topics.ACCOUNT_NOTICES, Notice.class).stream()
                .filter(notice -> notice.to().email().equals(email))
                .map(notice -> ((Notice.VerifyAddress) notice).link())
                .findFirst()
                .orElseThrow();
        var path = link.getPath() + "?" + link.getQuery();
        for (int times = 0; times < 3; times++) {
            assertThat(send(request(path)).statusCode()).isEqualTo(200);
        }

        var wrong = sendForm(send(request(path)), "/account/verify", Map.of("password", "Wrong-password-1"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        var answer = sendForm(send(request(path)), "/account/verify", Map.of("password", PASSWORD));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(email + " is verified.", "/account/sign-in");
        var again = sendForm(send(request(path)), "/account/verify", Map.of("password", PASSWORD));
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("role=\"alert\"");
    }

    @Test
    void somebodySignsInAndOut() {
        var person = person();
        var form = send(request("/account/sign-in"));

        var answer = sendForm(form, "/account/sign-in", Map.of("email", person.email(), "password", PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location")).isEqualTo("/account");
        var account = send(request("/account").header("Cookie", cookies(answer)));
        assertThat(account.body()).contains(person.email(), "Åse O&#39;Brien");
        assertThat(header(account, "Cache-Control")).contains("no-store");

        var out = sendForm(account, "/account/sign-out", Map.of(), cookies(answer));
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(out.headers().allValues("Set-Cookie")).allMatch(cookie -> cookie.contains("Max-Age=0"));
        assertThat(header(send(request("/account")), "Location")).isEqualTo("/account/sign-in");
    }

    @Test
    void aWrongPasswordIsSaidOnThePage() {
        var answer = sendForm(
                send(request("/account/sign-in")),
                "/account/sign-in",
                Map.of("email", person().email(), "password", "Wrong-password-1"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("The e-mail address or the password is wrong.");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("laurel_session"));
    }

    @ParameterizedTest
    @CsvSource({
        "/verify/CRD-ABCDEFGH, /verify/CRD-ABCDEFGH",
        "https://elsewhere.example, /account",
        "//elsewhere.example, /account",
        "/\\elsewhere.example, /account",
        "javascript:alert(1), /account",
        "/%zz, /account"
    })
    void signingInLeadsOnWithinThisSiteOnly(String next, String to) {
        var form = send(request("/account/sign-in?next=" + URLEncoder.encode(next, UTF_8)));
        var answer = sendForm(form, "/account/sign-in", Map.of("email", person().email(), "password", PASSWORD));
        assertThat(header(answer, "Location")).isEqualTo(to);
    }

    @Test
    void somebodyWhoIsInvitedSignsInAndJoins() {
        var tenant = tenant("professional");
        var invited = person();
        var owner = member(tenant, "owner");
        send(
                "POST",
                request(owner, "/api/organizations/" + tenant.organization() + "/invitations"),
                Map.of("email", invited.email(), "role", "issuer"));
        var link = topics.read(Topics.ACCOUNT_NOTICES, Notice.class).stream()
                .filter(notice -> notice.to().email().equals(invited.email()))
                .map(notice -> ((Notice.Invited) notice).link())
                .findFirst()
                .orElseThrow();
        var path = link.getPath() + "?" + link.getQuery();

        var stranger = send(request(path));
        assertThat(stranger.body()).contains("Academy of Letters", "/account/sign-in?next");
        var signedIn = sendForm(
                send(request("/account/sign-in?next=" + URLEncoder.encode(path, UTF_8))),
                "/account/sign-in",
                Map.of("email", invited.email(), "password", PASSWORD));
        assertThat(header(signedIn, "Location")).isEqualTo(path);

        var offer = send(request(path).header("Cookie", cookies(signedIn)));
        var joined = sendForm(offer, "/account/invitation", Map.of(), cookies(signedIn));
        assertThat(joined.body()).contains("You are now issuer of Academy of Letters.");
        json(send(request(invited, "/api/organizations/" + tenant.organization() + "/badges")), 200);
        assertThat(send(request(path)).statusCode()).isEqualTo(404);
    }

    @Test
    void whoHasForgottenTheirPasswordIsToldTheSameWhetherTheyHaveAnAccountOrNot() {
        for (var email : List.of(person().email(), "nobody@people.example")) {
            var answer = sendForm(send(request("/account/password")), "/account/password", Map.of("email", email));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("If this address has an account");
        }
    }

    @Test
    void aFormOfAnotherSiteDoesNothing() {
        var answer = send(request("/account/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("email=a%40example.com&password=x")));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsInTheAddressIsShownAsText() {
        assertThat(send(request("/account/verify?token=" + URLEncoder.encode("\"><script>alert(1)</script>", UTF_8)))
                        .body())
                .doesNotContain("<script>");
    }
}
