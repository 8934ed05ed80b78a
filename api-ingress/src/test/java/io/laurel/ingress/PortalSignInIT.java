package io.laurel.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.laurel.contracts.Notice.SignInCode;
import io.laurel.ingress.access.PortalId;
import io.laurel.ingress.account.OneTimeToken;
import io.laurel.persistence.Schema.Role;
import io.laurel.test.MovableClock;
import io.laurel.test.TestBroker;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.test.context.TestPropertySource;

/** Signing in to the portal without a password, and everything that must not let anybody in. */
@Import(PortalSignInIT.Time.class)
@TestPropertySource(properties = "laurel.limits.trusted-proxies=127.0.0.1,::1")
@ExtendWith(OutputCaptureExtension.class)
class PortalSignInIT extends Edge {

    private static final Duration CODE_LIFE = Duration.ofMinutes(10);
    private static final Duration LINK_LIFE = Duration.ofMinutes(30);
    private static final Duration INSTANT = Duration.ofMillis(1);
    private static final AtomicInteger SOURCES = new AtomicInteger();

    @Autowired
    private MovableClock clock;

    @Autowired
    private TestBroker broker;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private ScheduledTaskHolder scheduled;

    private Tenant tenant;
    private Inhabitant ada;

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        MovableClock portalClock() {
            return new MovableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @BeforeEach
    void somebody() {
        database.owner().sql("delete from portal_count").update();
        tenant = tenant("professional");
        ada = inhabitant(tenant, "candidate");
    }

    @Test
    void aCodeIsExchangedForASessionThatEndsWithTheSignOut() {
        var mail = mailed(ada.email());
        assertThat(mail.code()).matches("[0-9]{6}");
        assertThat(mail.to().name()).isEqualTo("Åse O'Brien");

        var answer = verify(mail.code(), " " + ada.email().toUpperCase(Locale.ROOT));

        var signedIn = json(answer, 200);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        var token = signedIn.get("token").asString();
        var person = signedIn.get("person");
        assertThat(person.toString())
                .isEqualTo("{\"id\":\"%s\",\"first\":\"Åse\",\"last\":\"O'Brien\",\"email\":\"%s\",\"language\":\"en\","
                                .formatted(ada.id(), ada.email())
                        + "\"roles\":{\"candidate\":1},\"district_id\":\"%s\"}".formatted(tenant.organization()));
        assertThat(signedIn.get("district").toString())
                .isEqualTo("{\"id\":\"%s\",\"name\":{\"en\":\"Academy of Letters\"},\"accent\":\"#336699\","
                                .formatted(tenant.organization())
                        + "\"languages\":[\"en\"],\"billing_plan\":\"professional\"}");
        assertThat(signedIn.propertyNames()).containsExactlyInAnyOrder("ok", "token", "person", "district");

        var me = json(send(bearer(token, "/api/me")), 200);
        assertThat(me.propertyNames()).containsExactlyInAnyOrder("person", "districtId");
        assertThat(me.get("person")).isEqualTo(person);
        assertThat(me.get("districtId").asString())
                .isEqualTo(tenant.organization().toString());

        var left = send(bearer(token, "/api/auth/logout").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(json(left, 200).toString()).isEqualTo("{\"ok\":true}");
        sentence(send(bearer(token, "/api/me")), 401);
        sentence(send(bearer(token, "/api/keys")), 401);
        assertThat(json(send(bearer(token, "/api/auth/logout").POST(HttpRequest.BodyPublishers.noBody())), 200)
                        .toString())
                .isEqualTo("{\"ok\":true}");
    }

    @Test
    void theMailGreetsByTheNameOfTheirOwnDistrict() {
        database.owner()
                .sql("update account set first_name = 'Win a prize', last_name = 'at lure.example' where id = ?")
                .param(ada.account())
                .update();
        moveIn(ada, tenant("free"));
        database.owner()
                .sql("update person set last_name = 'of the other district' where account_id = ? and id <> ?")
                .params(ada.account(), ada.id())
                .update();
        assertThat(mailed(ada.email()).to().name()).isEqualTo("Åse O'Brien");
    }

    @Test
    void aKeyIsNobodyWhoIsSignedIn() {
        var key = scopedKey(inhabitant(tenant, "admin"), "read:people", "write:people");
        sentence(send(bearer(key, "/api/me")), 403);
        sentence(send(request("/api/me")), 401);
    }

    @Test
    void anUnknownAddressIsAnsweredLikeAnyOtherAndNotWrittenTo() {
        var nobody = address();
        var stranger = person().email();
        var answers = Stream.of(ada.email(), nobody, stranger).map(this::ask).toList();

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly("{\"ok\":true,\"message\":\"Check your email\"}");
        // Mails are sent in their order, so that of the last was decided on.
        mailed(inhabitant(tenant, "mentor").email());
        assertThat(notices(SignInCode.class, ada.email())).hasSize(1);
        assertThat(notices(SignInCode.class, nobody)).isEmpty();
        assertThat(notices(SignInCode.class, stranger)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{",
                "{\"email\": null}",
                "{\"email\": \"nobody\"}",
                "{\"email\": \"a@b.example\\r\\nBcc: c@d.example\"}"
            })
    void whatIsNoAddressIsRefused(String body) {
        sentence(send("POST", request("/api/auth/request"), body), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"code\": \"12345\"}",
                "{\"code\": \"12345a\"}",
                "{\"code\": \"123456\", \"email\": \"x\"}"
            })
    void whatIsNoCodeIsRefusedWithoutBeingCounted(String body) {
        sentence(send("POST", request("/api/auth/verify"), body), 400);
        assertThat(counts()).isZero();
    }

    @Test
    void aCodeHoldsForTenMinutesToTheInstant() {
        var late = mailed(ada.email()).code();
        clock.advance(CODE_LIFE);
        sentence(verify(late, ada.email()), 401);

        var inTime = mailed(ada.email()).code();
        clock.advance(CODE_LIFE.minus(INSTANT));
        json(verify(inTime, ada.email()), 200);
    }

    @Test
    void aLinkHoldsForHalfAnHourToTheInstant() {
        var late = token(mailed(ada.email()));
        clock.advance(LINK_LIFE);
        sentence(follow(late), 401);

        var inTime = token(mailed(ada.email()));
        clock.advance(LINK_LIFE.minus(INSTANT));
        json(follow(inTime), 200);
    }

    @Test
    void aSessionHoldsForThirtyDaysToTheInstant() {
        var token = signIn(ada);
        clock.advance(Duration.ofDays(30).minus(INSTANT));
        json(send(bearer(token, "/api/me")), 200);
        clock.advance(INSTANT);
        sentence(send(bearer(token, "/api/me")), 401);
    }

    @Test
    void codeAndLinkWorkOnceAndEachUsesTheOtherUp() {
        var first = mailed(ada.email());
        json(verify(first.code(), ada.email()), 200);
        sentence(verify(first.code(), ada.email()), 401);
        sentence(follow(token(first)), 401);

        var second = mailed(ada.email());
        json(follow(token(second)), 200);
        sentence(follow(token(second)), 401);
        sentence(verify(second.code(), ada.email()), 401);
    }

    @Test
    void manyAtOnceWithOneCodeBeginOneSession() {
        var mail = mailed(ada.email());
        var sessions = atOnce(8, () -> verify(mail.code(), ada.email()));
        assertThat(sessions.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);

        var other = mailed(ada.email());
        var followed = atOnce(8, () -> follow(token(other)));
        assertThat(followed.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(1);
    }

    @Test
    void theNextMailReplacesCodeAndLink() {
        var first = mailed(ada.email());
        var second = mailed(ada.email());
        sentence(verify(first.code(), ada.email()), 401);
        sentence(follow(token(first)), 401);
        json(verify(second.code(), ada.email()), 200);
    }

    @Test
    void aMailThatCannotBeSentReplacesNothing() {
        var mail = mailed(ada.email());
        try (var away = TestIngress.start(
                13,
                database.jdbcUrl(),
                database,
                broker,
                clock,
                "--spring.kafka.producer.bootstrap-servers=127.0.0.1:1")) {
            var asked = away.send(away.request(source(), "/api/auth/request")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"email\": \"" + ada.email() + "\"}")));
            assertThat(asked.statusCode()).isEqualTo(200);
        }
        json(verify(mail.code(), ada.email()), 200);
    }

    @Test
    void aMailboxIsNotFloodedAndTheLastCodeStillHolds() {
        SignInCode last = mailed(ada.email());
        for (int n = 1; n < 3; n++) {
            last = mailed(ada.email());
        }
        double limited = counted("codes", "outcome", "limited");
        for (int n = 0; n < 3; n++) {
            assertThat(ask(ada.email()).body()).isEqualTo("{\"ok\":true,\"message\":\"Check your email\"}");
        }
        await().until(() -> counted("codes", "outcome", "limited") == limited + 3);
        assertThat(notices(SignInCode.class, ada.email())).hasSize(3);
        json(verify(last.code(), ada.email()), 200);

        clock.advance(CODE_LIFE);
        mailed(ada.email());
    }

    @Test
    void aSourceAsksForSixtyCodesInTenMinutes() {
        var source = source();
        for (int n = 0; n < 60; n++) {
            assertThat(ask(address(), source).statusCode()).isEqualTo(200);
        }
        var answer = ask(ada.email(), source);
        sentence(answer, 429);
        assertThat(header(answer, "Retry-After")).isEqualTo("600");
        assertThat(ask(ada.email()).statusCode()).isEqualTo(200);
        clock.advance(CODE_LIFE);
        assertThat(ask(ada.email(), source).statusCode()).isEqualTo(200);
    }

    @Test
    void fiveWrongCodesLockAnAddressKnownOrNotForTheLifeOfACode() {
        var mail = mailed(ada.email());
        var nobody = address();
        for (var email : List.of(ada.email(), nobody)) {
            for (int n = 0; n < 5; n++) {
                sentence(verify(wrong(mail), email), 401);
            }
            for (int n = 0; n < 3; n++) {
                var locked = verify(mail.code(), email);
                assertThat(sentence(locked, 429)).contains("Too many wrong codes");
                assertThat(header(locked, "Retry-After")).isEqualTo("600");
            }
        }
        var next = mailed(ada.email());
        clock.advance(CODE_LIFE.minus(INSTANT));
        sentence(verify(next.code(), ada.email()), 429);
        json(follow(token(next)), 200);
        clock.advance(INSTANT);
        json(verify(mailed(ada.email()).code(), ada.email()), 200);
    }

    /** Each wrong code counts until ten minutes after the last, so that no code that lives meanwhile meets more than five. */
    @Test
    void wrongCodesThatAreSpreadOverTimeLockAnAddressToo() {
        var mail = mailed(ada.email());
        for (int n = 0; n < 5; n++) {
            sentence(verify(wrong(mail), ada.email()), 401);
            clock.advance(Duration.ofMinutes(9));
        }
        sentence(verify(mailed(ada.email()).code(), ada.email()), 429);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "2001:db8:7:7::")
    void fiveWrongCodesLockASourceWhateverTheAddresses(@Nullable String network) {
        var mail = mailed(ada.email());
        var one = source();
        for (int n = 0; n < 5; n++) {
            sentence(verify(wrong(mail), address(), network == null ? one : network + (n + 1)), 401);
        }
        var locked = verify(mail.code(), ada.email(), network == null ? one : network + "ffff:1");
        sentence(locked, 429);
        assertThat(header(locked, "Retry-After")).isEqualTo("600");
        json(verify(mail.code(), ada.email(), "2001:db8:7:8::1"), 200);
    }

    @Test
    void ofManyTriesAtOnceFiveAreCompared() {
        var mail = mailed(ada.email());
        var answers = atOnce(24, () -> verify(wrong(mail), ada.email()));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 401))
                .hasSize(5);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 429))
                .hasSize(19);
        sentence(verify(mail.code(), ada.email()), 429);
    }

    @Test
    void aRightCodeIsNotCounted() {
        var source = source();
        for (int round = 0; round < 2; round++) {
            var mail = mailed(ada.email());
            for (int n = 0; n < 2; n++) {
                sentence(verify(wrong(mail), ada.email(), source), 401);
            }
            json(verify(mail.code(), ada.email(), source), 200);
        }
        var mail = mailed(ada.email());
        sentence(verify(wrong(mail), ada.email(), source), 401);
        sentence(verify(mail.code(), ada.email(), source), 429);
    }

    @Test
    void withoutAnAddressACodeIsLookedForAmongAll() {
        json(verify(mailed(ada.email()).code(), null), 200);

        var mail = mailed(ada.email());
        var eve = inhabitant(tenant, "mentor");
        mailed(eve.email());
        shareCode(ada, eve);
        var source = source();
        double ambiguous = counted("refusals", "why", "ambiguous");
        for (int n = 0; n < 4; n++) {
            assertThat(sentence(verify(mail.code(), null, source), 400)).contains("email");
        }
        assertThat(counted("refusals", "why", "ambiguous")).isEqualTo(ambiguous + 4);
        json(verify(mail.code(), eve.email(), source), 200);
        json(verify(mail.code(), ada.email(), source), 200);
    }

    /** It tells that somebody has the code, so it is a try as any other. */
    @Test
    void whichCodesAreAmbiguousIsNotLearntForNothing() {
        var mail = mailed(ada.email());
        var eve = inhabitant(tenant, "mentor");
        mailed(eve.email());
        shareCode(ada, eve);
        var source = source();
        for (int n = 0; n < 5; n++) {
            sentence(verify(mail.code(), null, source), 400);
        }
        sentence(verify(mail.code(), null, source), 429);
        sentence(verify(mail.code(), ada.email(), source), 429);
        json(verify(mail.code(), ada.email()), 200);
    }

    private void shareCode(Inhabitant of, Inhabitant with) {
        database.owner().sql("""
                        update portal_sign_in set code_hash = (select code_hash from portal_sign_in where account_id = ?)
                        where account_id = ?
                        """).params(of.account(), with.account()).update();
    }

    @Test
    void twentyWrongCodesInADayLeaveAnAddressKnownOrNotTheLinkAlone() {
        var nobody = address();
        double locked = counted("refusals", "why", "locked-for-email-in-a-day");
        for (int round = 0; round < 4; round++) {
            var mail = mailed(ada.email());
            for (int n = 0; n < 5; n++) {
                sentence(verify(wrong(mail), ada.email()), 401);
                sentence(verify(wrong(mail), nobody), 401);
            }
            clock.advance(CODE_LIFE);
        }
        var mail = mailed(ada.email());
        for (var email : List.of(ada.email(), nobody)) {
            var refused = verify(mail.code(), email);
            assertThat(sentence(refused, 429)).contains("follow the link");
            assertThat(header(refused, "Retry-After")).isEqualTo("" + (24 * 60 - 40) * 60);
        }
        assertThat(counted("refusals", "why", "locked-for-email-in-a-day")).isEqualTo(locked + 2);
        json(follow(token(mail)), 200);
        clock.advance(Duration.ofDays(1).minusMinutes(40).minus(INSTANT));
        sentence(verify(mailed(ada.email()).code(), ada.email()), 429);
        clock.advance(INSTANT);
        json(verify(mailed(ada.email()).code(), ada.email()), 200);
    }

    @Test
    void rightCodesAreNoneOfTheTwenty() {
        for (int n = 0; n < 21; n++) {
            json(verify(mailed(ada.email()).code(), ada.email()), 200);
            clock.advance(CODE_LIFE);
        }
    }

    @Test
    void withoutAnAddressNobodyGuessesAtAllCodesFromManySources() {
        var mail = mailed(ada.email());
        for (int n = 0; n < 10; n++) {
            sentence(verify(wrong(mail), null), 401);
        }
        double locked = counted("refusals", "why", "locked-for-all");
        assertThat(sentence(verify(mail.code(), null), 400)).contains("email");
        assertThat(counted("refusals", "why", "locked-for-all")).isEqualTo(locked + 1);
        json(verify(mail.code(), ada.email()), 200);
        clock.advance(Duration.ofHours(1));
        json(verify(mailed(ada.email()).code(), null), 200);
    }

    /** As in a district that seldom mistypes, all day long. */
    @Test
    void withoutAnAddressAWrongCodeNowAndThenKeepsNobodyOut() {
        var mail = mailed(ada.email());
        for (int n = 0; n < 11; n++) {
            sentence(verify(wrong(mail), null), 401);
            clock.advance(Duration.ofMinutes(59));
        }
        json(verify(mailed(ada.email()).code(), null), 200);
    }

    @Test
    void whoIsInSeveralDistrictsChoosesAndTheCodeHoldsMeanwhile() {
        var other = tenant("free");
        moveIn(ada, other);
        var mail = mailed(ada.email());

        var asked = json(verify(mail.code(), ada.email()), 409);
        assertThat(asked.propertyNames()).containsExactlyInAnyOrder("error", "districts");
        assertThat(asked.get("districts").size()).isEqualTo(2);
        assertThat(asked.get("districts").get(0).propertyNames()).containsExactlyInAnyOrder("id", "name");
        assertThat(asked.get("districts").findValuesAsString("id"))
                .containsExactlyInAnyOrder(
                        tenant.organization().toString(), other.organization().toString());
        for (var no : List.of("another", UUID.randomUUID().toString())) {
            for (var refused : List.of(
                    verify(mail.code(), ada.email(), no, source()), follow(token(mail) + "?district_id=" + no))) {
                var answer = json(refused, 409);
                assertThat(answer.get("districts").size()).isEqualTo(2);
                assertThat(answer.get("error").asString()).isEqualTo("You are in no district with this district_id.");
            }
        }
        for (var none : List.of("", "?district_id=", "?district_id=%20")) {
            assertThat(json(follow(token(mail) + none), 409).get("error").asString())
                    .contains("several districts");
        }

        var there = json(verify(mail.code(), ada.email(), other.organization().toString(), source()), 200);
        assertThat(there.at("/district/id").asString())
                .isEqualTo(other.organization().toString());
        assertThat(there.at("/district/billing_plan").asString()).isEqualTo("free");
        sentence(verify(mail.code(), ada.email(), tenant.organization().toString(), source()), 401);

        var link = token(mailed(ada.email()));
        var here = json(follow(link + "?district_id=" + tenant.organization()), 200);
        assertThat(here.at("/person/id").asString()).isEqualTo(ada.id());
    }

    @Test
    void whoIsInOneDistrictNamesItOrNone() {
        var mail = mailed(ada.email());
        var refused = json(verify(mail.code(), ada.email(), UUID.randomUUID().toString(), source()), 409);
        assertThat(refused.get("error").asString()).isEqualTo("You are in no district with this district_id.");
        assertThat(refused.get("districts").findValuesAsString("id"))
                .containsExactly(tenant.organization().toString());
        json(verify(mail.code(), ada.email(), " ", source()), 200);
    }

    /** At the moment between the count of the request, which finds the session, and the look at the person. */
    @Test
    void whoIsArchivedMeanwhileIsToldToSignIn() throws SQLException {
        var request = request(ada, "/api/me");
        var page = request("/portal").header("Cookie", "laurel_portal=" + ada.token());
        try (var holder = DriverManager.getConnection(database.jdbcUrl(), Role.INGRESS.user(), database.password())) {
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute("lock table district");
                var me = CompletableFuture.supplyAsync(() -> send(request));
                var portal = CompletableFuture.supplyAsync(() -> send(page));
                await().until(() -> waiting() == 2 || me.isDone() || portal.isDone());
                statement.execute("update person set archived_at = now() where id = '%s'".formatted(ada.id()));
                holder.commit();
                var answer = me.join();
                assertThat(sentence(answer, 401)).contains("Sign in again");
                assertThat(header(answer, "WWW-Authenticate")).isEqualTo("Bearer");
                assertThat(portal.join().statusCode()).isEqualTo(200);
                assertThat(portal.join().body()).contains("Send me a code");
            }
        }
    }

    @Test
    void whoWasArchivedCannotSignInAndTheirSessionIsDead() {
        var token = signIn(ada);
        var mail = mailed(ada.email());
        database.owner()
                .sql("update person set archived_at = now() where id = ?")
                .param(ada.id())
                .update();

        sentence(send(bearer(token, "/api/me")), 401);
        sentence(verify(mail.code(), ada.email()), 401);
        sentence(follow(token(mail)), 401);
        ask(ada.email());
        mailed(inhabitant(tenant, "mentor").email());
        assertThat(notices(SignInCode.class, ada.email())).hasSize(2);
    }

    /** What archiving and another address write, at the moment at which they and the sign-in have found the person. */
    @ParameterizedTest
    @ValueSource(strings = {"archived_at = now()", "account_id = '%s'"})
    void whoSignsInWhileTheyAreArchivedOrGetAnotherAddressIsNotIn(String change) throws SQLException {
        var other = person().id();
        var mail = mailed(ada.email());
        try (var holder = DriverManager.getConnection(database.jdbcUrl(), Role.INGRESS.user(), database.password())) {
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute("update person set %s where id = '%s'".formatted(change.formatted(other), ada.id()));
            }
            var in = CompletableFuture.supplyAsync(() -> verify(mail.code(), ada.email()));
            await().until(() -> in.isDone() || waiting() > 0);
            holder.commit();
            sentence(in.join(), 401);
        }
        assertThat(database.owner()
                        .sql("select count(*) from portal_session where person_id = ?")
                        .param(ada.id())
                        .query(Integer.class)
                        .single())
                .as("the one that the test began with")
                .isEqualTo(1);
    }

    private int waiting() {
        return database.owner().sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'
                        """).query(Integer.class).single();
    }

    @Test
    void aSessionIsOfTheAccountThatBeganIt() {
        var token = signIn(ada);
        json(send(bearer(token, "/api/me")), 200);
        database.owner()
                .sql("update person set account_id = ? where id = ?")
                .params(person().id(), ada.id())
                .update();
        sentence(send(bearer(token, "/api/me")), 401);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "*/*",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "no type",
                "application/json;q=0"
            })
    void aProgramThatLooksAtTheLinkUsesNothingUp(@Nullable String accept) {
        var mail = mailed(ada.email());
        var path = "/api/auth/verify/" + token(mail);
        for (var method : List.of("GET", "HEAD", "GET")) {
            var request = request(path).method(method, HttpRequest.BodyPublishers.noBody());
            var seen = send(accept == null ? request : request.header("Accept", accept));
            assertThat(seen.statusCode()).isEqualTo(200);
            assertThat(header(seen, "Content-Type")).startsWith("text/html");
            assertThat(header(seen, "Cache-Control")).contains("no-store");
            assertThat(header(seen, "Referrer-Policy")).isEqualTo("no-referrer");
        }
        send(request(path).header("Accept", "application/json").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        var followed = send(request(path).header("Accept", "text/plain, application/json"));
        json(followed, 200);
        assertThat(header(followed, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(followed, "Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void thePagesLetSomebodyInByCodeAndOut() {
        var form = send(request("/portal"));
        var wrong = sendForm(form, "/portal/request", Map.of("email", "nobody"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("role=\"alert\"");
        var asked = sendForm(form, "/portal/request", Map.of("email", ada.email()));
        assertThat(asked.statusCode()).isEqualTo(200);
        var code = newest(ada.email(), 1).code();

        var tried = sendForm(asked, "/portal/code", Map.of("code", wrong(newest(ada.email(), 1))), cookies(form));
        assertThat(tried.statusCode()).isEqualTo(401);
        assertThat(tried.body()).contains("role=\"alert\"", ada.email());
        var in = sendForm(
                tried, "/portal/code", Map.of("code", code.substring(0, 3) + " " + code.substring(3)), cookies(form));

        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(header(in, "Location")).isEqualTo("/portal");
        assertThat(in.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("laurel_portal=ps_")
                        .contains("Path=/portal;", "Max-Age=2592000", "Secure", "HttpOnly", "SameSite=Lax"));
        var home = send(request("/portal").header("Cookie", cookies(in)));
        assertThat(home.body()).contains("Åse O&#39;Brien", "Academy of Letters", "candidate", "Sign out");
        assertThat(header(home, "Cache-Control")).isEqualTo("no-store");

        var out = sendForm(home, "/portal/sign-out", Map.of(), cookies(in));
        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(send(request("/portal").header("Cookie", cookies(in))).body())
                .contains("Send me a code");
    }

    @Test
    void thePageOfTheLinkLetsInWhoClicksAndAsksWhichDistrict() {
        var other = tenant("professional");
        moveIn(ada, other);
        var page = send(request("/api/auth/verify/" + token(mailed(ada.email()))));
        var which = sendForm(page, "/portal/link", Map.of());
        assertThat(which.statusCode()).isEqualTo(200);
        assertThat(which.body())
                .contains("Which district?", other.organization().toString());

        var in = sendForm(
                which,
                "/portal/link",
                Map.of("district_id", other.organization().toString()),
                cookies(page));
        assertThat(header(in, "Location")).isEqualTo("/portal");
        var again = sendForm(
                which,
                "/portal/link",
                Map.of("district_id", other.organization().toString()),
                cookies(page));
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.body()).contains("was used or has expired", "Send me a code");
    }

    @Test
    void thePageOfTheCodeAsksWhichDistrictToo() {
        moveIn(ada, tenant("professional"));
        var form = send(request("/portal"));
        var asked = sendForm(form, "/portal/request", Map.of("email", ada.email()));
        var which = sendForm(
                asked, "/portal/code", Map.of("code", newest(ada.email(), 1).code()), cookies(form));
        assertThat(which.statusCode()).isEqualTo(200);
        var in = sendForm(
                which,
                "/portal/code",
                Map.of("district_id", tenant.organization().toString()),
                cookies(form));
        assertThat(in.statusCode()).isEqualTo(303);
    }

    @Test
    void thePageShowsWhatWasPublishedOfOnesOwnInterviews() {
        interview(ada, "Bookbinding", true);
        interview(ada, "Draft of bookbinding", false);
        interview(inhabitant(tenant, "candidate"), "Another one's", true);
        var home = send(request("/portal").header("Cookie", "laurel_portal=" + signIn(ada)));
        assertThat(home.body()).contains("2026-05-04", "Bookbinding").doesNotContain("Draft", "Another one");
    }

    /** Codes are of no cookie; to sign out is. */
    @Test
    void aBrowserThatIsSignedInToThePlatformSignsInHereToo() {
        var cookie = "laurel_session=" + person().token();
        var json = HttpRequest.BodyPublishers.ofString("{\"email\": \"" + ada.email() + "\"}");
        var asked = send(request("/api/auth/request")
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(json));
        assertThat(json(asked, 200).get("ok").asBoolean()).isTrue();
        var body = Map.of("code", newest(ada.email(), 1).code(), "email", ada.email());
        json(send("POST", request("/api/auth/verify").header("Cookie", cookie), body), 200);
        sentence(send("POST", request("/api/auth/logout").header("Cookie", cookie), "{}"), 403);
    }

    @Test
    void aFormOfAnotherSiteDoesNothing() {
        for (var action : List.of("request", "code", "link", "sign-out")) {
            var answer = send(request("/portal/" + action)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("email=" + ada.email())));
            assertThat(answer.statusCode()).as(action).isEqualTo(403);
        }
    }

    @Test
    void nothingThatLetsAnybodyInIsKeptAsItIsOrLogged(CapturedOutput output) {
        var mail = mailed(ada.email());
        sentence(verify(wrong(mail), ada.email()), 401);
        var kept = rows("portal_sign_in") + rows("portal_count");
        assertThat(kept).doesNotContain(mail.code(), token(mail), ada.email()).contains("wrong-for-email/");
        var session = json(verify(mail.code(), ada.email()), 200).get("token").asString();
        var next = mailed(ada.email());
        database.owner().sql("alter table portal_sign_in rename to away").update();
        try {
            sentence(follow(token(next)), 500);
            sentence(verify(next.code(), ada.email()), 500);
        } finally {
            database.owner().sql("alter table away rename to portal_sign_in").update();
        }

        assertThat(rows("portal_session")).doesNotContain(session, session.substring(3));
        var audited = rows("audit_entry");
        assertThat(audited)
                .contains("person.signed_in", ada.id())
                .doesNotContain(session, mail.code() + "\"", token(mail));
        assertThat(output.getAll())
                .contains("GET /api/auth/verify/{token} failed")
                .doesNotContain(session, session.substring(3), token(mail), token(next))
                .doesNotContain("\"" + next.code(), "=" + next.code(), " " + next.code());
    }

    @Test
    void theDistrictsLogSaysWhoSignedInAndHow() {
        signIn(ada);
        json(follow(token(mailed(ada.email()))), 200);
        var entries = json(
                send(request(member(tenant, "owner"), "/api/organizations/" + tenant.organization() + "/audit-log")),
                200);
        assertThat(entries.toString())
                .contains("person.signed_in", "{\"by\":\"code\"}", "{\"by\":\"link\"}", ada.email());
    }

    @Test
    void whatHappensIsCounted() {
        double wrong = counted("refusals", "why", "wrong");
        double locked = counted("refusals", "why", "locked-for-email");
        double byCode = counted("sign-ins", "by", "code");
        double mailed = counted("codes", "outcome", "mailed");
        var mail = mailed(ada.email());
        json(verify(mail.code(), ada.email()), 200);
        for (int n = 0; n < 6; n++) {
            verify(wrong(mail), ada.email());
        }
        assertThat(counted("refusals", "why", "wrong")).isEqualTo(wrong + 5);
        assertThat(counted("refusals", "why", "locked-for-email")).isEqualTo(locked + 1);
        assertThat(counted("sign-ins", "by", "code")).isEqualTo(byCode + 1);
        assertThat(counted("codes", "outcome", "mailed")).isEqualTo(mailed + 1);
    }

    @Test
    void whatHasExpiredIsDeleted() {
        signIn(ada);
        mailed(ada.email());
        clock.advance(Duration.ofDays(30).plusMinutes(1));
        sweep();
        assertThat(rows("portal_sign_in") + rows("portal_count")).isEmpty();
        assertThat(rows("portal_session")).contains(ada.id());
        clock.advance(Duration.ofDays(7));
        sweep();
        assertThat(rows("portal_session")).doesNotContain(ada.id());
    }

    private void sweep() {
        var sweeps = scheduled.getScheduledTasks().stream()
                .filter(task -> task.toString().contains("PortalSweep"))
                .toList();
        assertThat(sweeps).hasSize(1);
        sweeps.getFirst().getTask().getRunnable().run();
    }

    private double counted(String what, String tag, String value) {
        var found =
                metrics.find("laurel.ingress.portal." + what).tag(tag, value).counter();
        return found == null ? 0 : found.count();
    }

    private String rows(String table) {
        return String.join(
                "\n",
                database.owner()
                        .sql("select t::text from " + table + " t")
                        .query((row, number) -> row.getString(1))
                        .list());
    }

    private long counts() {
        return database.owner()
                .sql("select count(*) from portal_count where id like 'wrong%'")
                .query(Long.class)
                .single();
    }

    /** The same account in another district. */
    private void moveIn(Inhabitant somebody, Tenant other) {
        inhabitant(other, "admin");
        database.owner()
                .sql("""
                        insert into person (organization_id, id, account_id, first_name, last_name, language, roles, tags,
                            created_at)
                        values (?, ?, ?, 'Åse', 'O''Brien', 'en', '{"mentor": 1}', '{}', now())
                        """)
                .params(other.organization().value(), PortalId.random(), somebody.account())
                .update();
    }

    private void interview(Inhabitant of, String profile, boolean isPublished) {
        var organization = tenant.organization().value();
        var id = PortalId.random();
        for (var table : List.of("district_board", "district_profile")) {
            database.owner()
                    .sql("insert into " + table
                            + " (organization_id, id, name) values (?, ?, jsonb_build_object('en', ?))")
                    .params(organization, id, profile)
                    .update();
        }
        database.owner()
                .sql("insert into district_form (organization_id, id, name, fields) values (?, ?, '{}', '[]')")
                .params(organization, id)
                .update();
        database.owner()
                .sql("""
                        insert into interview (organization_id, id, person_id, date, board_id, form_id, profile_id, is_published,
                            responses, created_at, updated_at)
                        values (?, ?, ?, '2026-05-04', ?, ?, ?, ?, '{}', now(), now())
                        """)
                .params(organization, id, of.id(), id, id, id, isPublished)
                .update();
    }

    private String signIn(Inhabitant somebody) {
        var mail = mailed(somebody.email());
        return json(verify(mail.code(), somebody.email()), 200).get("token").asString();
    }

    /** Asks for a mail, and reads it. */
    private SignInCode mailed(String email) {
        int before = notices(SignInCode.class, email).size();
        json(ask(email), 200);
        return newest(email, before + 1);
    }

    private SignInCode newest(String email, int howMany) {
        await().until(() -> notices(SignInCode.class, email).size() == howMany);
        var mail = notices(SignInCode.class, email).getLast();
        // The mail is with the broker before its code holds.
        await().until(() -> database.owner()
                .sql("select exists (select from portal_sign_in where link_hash = ?)")
                .param(OneTimeToken.hash(token(mail)))
                .query(Boolean.class)
                .single());
        return mail;
    }

    private static String token(SignInCode mail) {
        var link = mail.link().toString();
        assertThat(link).startsWith("https://badges.example/api/auth/verify/");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private static String wrong(SignInCode mail) {
        return "%06d".formatted((Integer.parseInt(mail.code()) + 1) % 1_000_000);
    }

    private HttpResponse<String> ask(String email) {
        return ask(email, source());
    }

    private HttpResponse<String> ask(String email, String source) {
        return send("POST", request("/api/auth/request").header("X-Forwarded-For", source), Map.of("email", email));
    }

    private HttpResponse<String> verify(String code, @Nullable String email) {
        return verify(code, email, source());
    }

    private HttpResponse<String> verify(String code, @Nullable String email, String source) {
        return verify(code, email, null, source);
    }

    private HttpResponse<String> verify(String code, @Nullable String email, @Nullable String district, String source) {
        var body = new HashMap<String, String>(Map.of("code", code));
        if (email != null) {
            body.put("email", email);
        }
        if (district != null) {
            body.put("district_id", district);
        }
        return send("POST", request("/api/auth/verify").header("X-Forwarded-For", source), body);
    }

    private HttpResponse<String> follow(String token) {
        return send(request("/api/auth/verify/" + token).header("Accept", "application/json"));
    }

    private HttpRequest.Builder bearer(String token, String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private static List<HttpResponse<String>> atOnce(int many, Supplier<HttpResponse<String>> deed) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, many)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(deed, threads))
                    .toList();
            return all.stream().map(CompletableFuture::join).toList();
        }
    }

    /** Another one each time. */
    private static String source() {
        int n = SOURCES.incrementAndGet();
        return "198.18.%d.%d".formatted(n / 250, n % 250 + 1);
    }

    private static String address() {
        return UUID.randomUUID() + "@people.example";
    }
}
