package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.Notice;
import io.laurel.contracts.Notice.AddressTaken;
import io.laurel.contracts.Notice.ResetPassword;
import io.laurel.contracts.Notice.VerifyAddress;
import io.laurel.contracts.Recipient;
import io.laurel.test.MovableClock;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** Registering, signing in, staying signed in, and everything that ends it. */
@Import(SessionIT.Time.class)
class SessionIT extends Edge {

    @Autowired
    private MovableClock clock;

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @Test
    void somebodyRegistersVerifiesSignsInAndIsKnown() {
        var email = address();
        var registered = post("/api/auth/register", registration(email, PASSWORD));
        assertThat(json(registered, 202).get("message").asString()).contains("mail");
        error(login(email, PASSWORD), 403, "EMAIL_NOT_VERIFIED");

        var notice = notice(VerifyAddress.class, email);
        // Whoever registered the address may be somebody else, who wrote anything for a name.
        assertThat(notice.to()).isEqualTo(new Recipient(email.substring(0, email.indexOf('@')), email));
        assertThat(json(post("/api/auth/verify-email", Map.of("token", token(notice))), 200)
                        .get("email")
                        .asString())
                .isEqualTo(email);

        var signedIn = json(login(" " + email.toUpperCase(Locale.ROOT), PASSWORD), 200);
        assertThat(signedIn.get("tokenType").asString()).isEqualTo("Bearer");
        assertThat(signedIn.get("expiresIn").asInt()).isEqualTo(900);
        var me = json(send(bearer(signedIn, "/api/auth/me")), 200);
        assertThat(me).isEqualTo(signedIn.get("user"));
        assertThat(me.get("email").asString()).isEqualTo(email);
        assertThat(me.get("name").asString()).isEqualTo("Åse O'Brien 李雷");
        assertThat(me.get("isAdministrator").asBoolean()).isFalse();
    }

    @Test
    void theLinkIsFollowedOnceAndForADay() {
        var email = address();
        post("/api/auth/register", registration(email, PASSWORD));
        var token = Map.of("token", token(notice(VerifyAddress.class, email)));
        json(post("/api/auth/verify-email", token), 200);
        error(post("/api/auth/verify-email", token), 400, "VALIDATION_ERROR");

        var late = address();
        post("/api/auth/register", registration(late, PASSWORD));
        clock.advance(Duration.ofHours(24));
        error(
                post("/api/auth/verify-email", Map.of("token", token(notice(VerifyAddress.class, late)))),
                400,
                "VALIDATION_ERROR");
    }

    /** A mailbox takes whatever stands behind the plus, so a stranger could write there what they cannot write for a name. */
    @Test
    void nobodyIsGreetedByASubAddress() {
        var email = "ada." + UUID.randomUUID() + "+www.evil.example/prize@people.example";
        assertThat(post("/api/auth/register", registration(email, PASSWORD)).statusCode())
                .isEqualTo(202);
        post("/api/auth/resend-verification-public", Map.of("email", email));
        await().until(() -> notices(VerifyAddress.class, email).size() == 2);
        assertThat(notices(VerifyAddress.class, email))
                .extracting(notice -> notice.to().name())
                .containsOnly(email.substring(0, email.indexOf('+')));
    }

    /** Before or after: the mails look alike, so it is the password that tells who is who. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStrangerWhoRegistersAnAddressTooChoosesNobodysPassword(boolean isFirst) {
        var email = address();
        post("/api/auth/register", registration(email, isFirst ? "Strangers-pass-1" : PASSWORD));
        post("/api/auth/register", registration(email, isFirst ? PASSWORD : "Strangers-pass-1"));
        post("/api/auth/resend-verification-public", Map.of("email", email));
        await().until(() -> notices(VerifyAddress.class, email).size() == 3);

        for (var link : notices(VerifyAddress.class, email)) {
            error(post("/api/auth/verify-email", Map.of("token", token(link))), 400, "VALIDATION_ERROR");
        }
        var newest = token(notices(VerifyAddress.class, email).getLast());
        error(
                post("/api/auth/verify-email", Map.of("token", newest, "password", "Neither-1234")),
                400,
                "VALIDATION_ERROR");
        json(post("/api/auth/verify-email", Map.of("token", newest, "password", PASSWORD)), 200);

        json(login(email, PASSWORD), 200);
        error(login(email, "Strangers-pass-1"), 401, "UNAUTHORIZED");
        for (var link : notices(VerifyAddress.class, email)) {
            error(
                    post("/api/auth/verify-email", Map.of("token", token(link), "password", "Strangers-pass-1")),
                    400,
                    "VALIDATION_ERROR");
        }
    }

    @Test
    void anAddressWithAnAccountIsAnsweredLikeAnyOtherAndItsOwnerIsTold() {
        var known = person();
        var unknown = post("/api/auth/register", registration(address(), PASSWORD));

        var strangers = registration(known.email(), "Another-pass-1");
        strangers.put("firstName", "Mallory");
        var taken = post("/api/auth/register", strangers);

        assertThat(taken.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(taken.body()).isEqualTo(unknown.body());
        assertThat(notices(VerifyAddress.class, known.email())).isEmpty();
        assertThat(notice(AddressTaken.class, known.email()).to().name()).isEqualTo("Åse O'Brien");
        json(login(known.email(), PASSWORD), 200);
        // As for an address without an account.
        error(login(known.email(), "Another-pass-1"), 403, "EMAIL_NOT_VERIFIED");
    }

    @Test
    void anotherVerificationMailIsSentOnlyToWhoWaitsForOneAndTheAnswerDoesNotTell() {
        var waiting = address();
        post("/api/auth/register", registration(waiting, PASSWORD));
        var known = person().email();
        var nobody = address();

        var answers = Stream.of(waiting, known, nobody)
                .map(email -> post("/api/auth/resend-verification-public", Map.of("email", email)))
                .toList();

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .hasSize(3)
                .containsOnly(answers.getFirst().body());
        await().until(() -> notices(VerifyAddress.class, waiting).size() == 2);
        assertThat(notices(VerifyAddress.class, known)).isEmpty();
        assertThat(notices(VerifyAddress.class, nobody)).isEmpty();
        var second = notices(VerifyAddress.class, waiting).getLast();
        json(post("/api/auth/verify-email", Map.of("token", token(second))), 200);
        json(login(waiting, PASSWORD), 200);
    }

    @Test
    void aForgottenPasswordIsSetAnewByMailAndEndsEverySession() {
        var person = person();
        var session = json(login(person.email(), PASSWORD), 200);
        var nobody = post("/api/auth/forgot-password", Map.of("email", address()));
        var somebody = post("/api/auth/forgot-password", Map.of("email", person.email()));
        assertThat(somebody.statusCode()).isEqualTo(202).isEqualTo(nobody.statusCode());
        assertThat(somebody.body()).isEqualTo(nobody.body());
        await().until(() -> !notices(ResetPassword.class, person.email()).isEmpty());
        var token = token(notices(ResetPassword.class, person.email()).getFirst());

        error(post("/api/auth/reset-password", Map.of("token", token, "password", "short")), 400, "VALIDATION_ERROR");
        json(post("/api/auth/reset-password", Map.of("token", token, "password", "Quite-another-2")), 200);

        error(login(person.email(), PASSWORD), 401, "UNAUTHORIZED");
        json(login(person.email(), "Quite-another-2"), 200);
        error(refresh(session), 401, "UNAUTHORIZED");
        error(
                post("/api/auth/reset-password", Map.of("token", token, "password", "Quite-another-3")),
                400,
                "VALIDATION_ERROR");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreAnsweredAlike() {
        var wrong = login(person().email(), "Wrong-password-1");
        var unknown = login(address(), "Wrong-password-1");

        error(wrong, 401, "UNAUTHORIZED");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @ParameterizedTest
    @CsvSource({
        "short-A1, must have 10",
        "no-digits-Here, must have an upper-case",
        "NO-LOWER-CASE-1, must have an upper-case",
        "no-upper-case-1, must have an upper-case",
        "NoSymbolHere1, must have an upper-case"
    })
    void aPasswordThatIsTooEasyIsRefused(String password, String why) {
        var answer = error(post("/api/auth/register", registration(address(), password)), 400, "VALIDATION_ERROR");
        assertThat(answer.at("/details/password").asString()).startsWith(why);
    }

    static Stream<Arguments> wrongRegistrations() {
        return Stream.of(
                Arguments.of("firstName", ""),
                Arguments.of("lastName", "x".repeat(100)),
                Arguments.of("firstName", "line\nbreak"),
                Arguments.of("email", "nobody"),
                Arguments.of("email", "a@example.com, b@example.com"),
                Arguments.of("email", "a@example.com\r\nBcc: b@example.com"));
    }

    @ParameterizedTest
    @MethodSource("wrongRegistrations")
    void aFieldThatIsWrongIsNamed(String field, String value) {
        var registration = registration(address(), PASSWORD);
        registration.put(field, value);
        assertThat(error(post("/api/auth/register", registration), 400, "VALIDATION_ERROR")
                        .get("details")
                        .propertyNames())
                .containsExactly(field);
    }

    @Test
    void whatIsNoJsonOrLacksAFieldIsRefused() {
        error(post("/api/auth/login", "{"), 400, "VALIDATION_ERROR");
        error(post("/api/auth/login", Map.of("email", "x@example.com")), 400, "VALIDATION_ERROR");
        error(post("/api/auth/verify-email", Map.of()), 400, "VALIDATION_ERROR");
        error(send(request("/api/auth/login")), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void aTokenLastsAQuarterOfAnHourAndIsRefreshedForAMonth() {
        var session = json(login(person().email(), PASSWORD), 200);
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        json(send(bearer(session, "/api/auth/me")), 200);
        clock.advance(Duration.ofSeconds(2));
        error(send(bearer(session, "/api/auth/me")), 401, "UNAUTHORIZED");

        var next = json(refresh(session), 200);
        json(send(bearer(next, "/api/auth/me")), 200);
        clock.advance(Duration.ofDays(30));
        error(refresh(next), 401, "UNAUTHORIZED");
    }

    @Test
    void aRefreshTokenThatComesTwiceEndsTheSession() {
        var first = json(login(person().email(), PASSWORD), 200);
        var second = json(refresh(first), 200);

        error(refresh(first), 401, "UNAUTHORIZED");

        error(refresh(second), 401, "UNAUTHORIZED");
    }

    @Test
    void aTokenThatHasEndedIsNoHindranceToRefreshing() {
        var session = json(login(person().email(), PASSWORD), 200);
        clock.advance(Duration.ofMinutes(16));
        var body = Map.of("refreshToken", session.get("refreshToken").asString());
        json(send("POST", bearer(session, "/api/auth/refresh"), body), 200);
    }

    @Test
    void whatTheDatabaseCannotKeepIsRefused() {
        error(login("a\u0000@example.com", PASSWORD), 400, "VALIDATION_ERROR");
    }

    @Test
    void whoSignsOutIsOut() {
        var session = json(login(person().email(), PASSWORD), 200);
        var left = post(
                "/api/auth/logout",
                Map.of("refreshToken", session.get("refreshToken").asString()));
        assertThat(json(left, 200).toString()).isEqualTo("{\"ok\":true}");
        error(refresh(session), 401, "UNAUTHORIZED");

        var other = json(login(person().email(), PASSWORD), 200);
        json(send(bearer(other, "/api/auth/logout").POST(HttpRequest.BodyPublishers.noBody())), 200);
        error(send(bearer(other, "/api/auth/me")), 401, "UNAUTHORIZED");
        error(refresh(other), 401, "UNAUTHORIZED");
    }

    @Test
    void aTokenThatWasChangedOrIsSomebodyElsesIsRefused() {
        var token =
                json(login(person().email(), PASSWORD), 200).get("accessToken").asString();
        var parts = List.of(token.split("\\.", -1));
        for (var bad : List.of(
                parts.get(0) + "." + parts.get(1) + ".",
                parts.get(0) + "." + parts.get(1) + "." + "A".repeat(86),
                "eyJhbGciOiJub25lIn0." + parts.get(1) + ".",
                "nonsense")) {
            var answer = send(request("/api/auth/me").header("Authorization", "Bearer " + bad));
            error(answer, 401, "UNAUTHORIZED");
            assertThat(header(answer, "WWW-Authenticate")).contains("invalid_token");
        }
        error(send(request("/api/auth/me")), 401, "UNAUTHORIZED");
    }

    @Test
    void aBrowserKeepsItsSessionInCookiesThatNoScriptReads() {
        var answer = post("/api/auth/login", Map.of("email", person().email(), "password", PASSWORD, "cookie", true));
        var body = json(answer, 200);
        assertThat(body.has("accessToken")).isFalse();
        assertThat(body.has("refreshToken")).isFalse();
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("laurel_session=")
                        .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Lax"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("laurel_refresh=")
                        .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Strict"));

        var cookies = cookies(answer);
        json(send(request("/api/auth/me").header("Cookie", cookies)), 200);
        json(send(request("/api/auth/me").header("Cookie", "laurel_session=ended")), 401);
    }

    /** The request comes from a proxy that spoke https; the public address says so. */
    @Test
    void theCookieAgainstForgedRequestsTravelsByHttpsOnlyLikeTheSessions() {
        assertThat(send(request("/account/sign-in")).headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("XSRF-TOKEN=")
                .contains("; Path=/", "; Secure", "; SameSite=Lax")
                .doesNotContain("HttpOnly");
    }

    @Test
    void aChangeOnTheStrengthOfACookieNeedsTheTokenThatOnlyOurOwnPagesKnow() {
        var cookies = cookies(
                post("/api/auth/login", Map.of("email", person().email(), "password", PASSWORD, "cookie", true)));

        error(send("POST", request("/api/auth/refresh").header("Cookie", cookies), "{}"), 403, "FORBIDDEN");
        error(
                send(
                        "POST",
                        request("/api/auth/refresh")
                                .header("Cookie", cookies + "; XSRF-TOKEN=one")
                                .header("X-XSRF-TOKEN", "other"),
                        "{}"),
                403,
                "FORBIDDEN");

        var refreshed = send(
                "POST",
                request("/api/auth/refresh")
                        .header("Cookie", cookies + "; XSRF-TOKEN=one")
                        .header("X-XSRF-TOKEN", "one"),
                "{}");
        json(refreshed, 200);
        assertThat(cookies(refreshed)).contains("laurel_refresh=").isNotEqualTo(cookies);
    }

    @Test
    void everyAnswerCarriesTheHeadersThatProtectBrowsers() {
        for (var answer : List.of(send(request("/")), send(request("/api/auth/me")), send(request("/api/v1/badges")))) {
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        assertThat(header(send(request("/")), "Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(header(send(request("/")), "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void theAdministratorIsThereFromTheFirstStart() {
        var me = json(send(request(administrator(), "/api/auth/me")), 200);
        assertThat(me.get("isAdministrator").asBoolean()).isTrue();
    }

    @Test
    void noSecretIsKeptAsItIs() {
        var email = address();
        post("/api/auth/register", registration(email, PASSWORD));
        assertThat(database.owner()
                        .sql("select password_hash from registration where email = ?")
                        .param(email)
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$");
    }

    private HttpResponse<String> login(String email, String password) {
        return post("/api/auth/login", Map.of("email", email, "password", password));
    }

    private HttpResponse<String> refresh(JsonNode session) {
        return post(
                "/api/auth/refresh",
                Map.of("refreshToken", session.get("refreshToken").asString()));
    }

    private HttpResponse<String> post(String path, Object body) {
        return send("POST", request(path), body);
    }

    private HttpRequest.Builder bearer(JsonNode session, String path) {
        return request(path)
                .header("Authorization", "Bearer " + session.get("accessToken").asString());
    }

    private static Map<String, Object> registration(String email, String password) {
        return new HashMap<>(
                Map.of("firstName", " Åse", "lastName", "O'Brien 李雷", "email", email, "password", password));
    }

    private static String address() {
        return UUID.randomUUID() + "@people.example";
    }

    private <T extends Notice> T notice(Class<T> type, String email) {
        var found = notices(type, email);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String token(Notice notice) {
        var link = switch (notice) {
            case VerifyAddress verify -> verify.link();
            case ResetPassword reset -> reset.link();
            default -> throw new AssertionError(notice);
        };
        assertThat(link.toString()).startsWith("https://badges.example/account/");
        return link.getQuery().substring("token=".length());
    }
}
