package io.laurel.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.embedded.PostgresServer;
import io.laurel.persistence.Schema.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The database refuses what a service must not do, whatever the service's code says. */
class GrantsIT {

    private static final String DATABASE = "grants";
    private static final String PASSWORD = "it's secret";

    @TempDir
    private static Path folder;

    private static PostgresServer server;

    @BeforeAll
    static void migrate() throws IOException, SQLException {
        server = PostgresServer.start(
                folder.resolve("data"), Files.createDirectory(folder.resolve("binaries")), 0, folder.resolve("log"));
        server.createDatabase(DATABASE);
        Schema.migrate(server.owner(DATABASE));
        for (var role : Role.values()) {
            Schema.setPassword(server.owner(DATABASE), role, PASSWORD);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"INGRESS", "VERIFIER", "NOTIFIER"})
    void onlyTheWorkerReadsASealedKey(Role role) throws SQLException {
        assertRefused(role, "select sealed_private_key from signing_key");
        assertRefused(role, "select * from signing_key");
        execute(Role.WORKER, "select sealed_private_key from signing_key");
        assertRefused(role, "select sealed_private_key from jwt_key");
        assertRefused(role, "select * from jwt_key");
        execute(Role.WORKER, "select sealed_private_key from jwt_key");
    }

    @ParameterizedTest
    @EnumSource(names = {"INGRESS", "VERIFIER", "NOTIFIER"})
    void onlyTheWorkerMakesAJwt(Role role) throws SQLException {
        assertRefused(role, "insert into credential_jwt (credential_id) values (gen_random_uuid())");
        assertRefused(role, "update jwt_key set retired_at = null");
        execute(Role.VERIFIER, "select jwt from credential_jwt");
    }

    @ParameterizedTest
    @EnumSource(names = {"INGRESS", "VERIFIER", "NOTIFIER"})
    void onlyTheWorkerWritesACredential(Role role) throws SQLException {
        assertRefused(role, "insert into credential (id) values (gen_random_uuid())");
        assertRefused(role, "update credential set revoked_at = now()");
        assertRefused(role, "delete from credential");
        assertRefused(role, "update credential_0 set revoked_at = now()");
        execute(Role.WORKER, "update credential set revoked_at = now() where false");
    }

    @ParameterizedTest
    @EnumSource(names = {"INGRESS", "VERIFIER", "NOTIFIER"})
    void onlyTheWorkerSaysWhoClaimedAndWhatExpired(Role role) throws SQLException {
        assertRefused(role, "update credential set claimed_at = now()");
        assertRefused(role, "update expiry_position set expired_at = now()");
        assertRefused(role, "update cohort set end_told_at = now()");
        execute(Role.WORKER, "select expired_at from expiry_position for update");
        assertRefused(Role.WORKER, "insert into expiry_position (expired_at) values (now())");
        assertRefused(Role.WORKER, "delete from expiry_position");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipient_name", "document", "is_public", "*"})
    void theNotifierReadsNothingOfACredential(String column) {
        assertRefused(Role.NOTIFIER, "select " + column + " from credential");
    }

    @ParameterizedTest
    @EnumSource
    void noServiceChangesTheSchema(Role role) {
        assertRefused(role, "create table mine (id int)");
        assertRefused(role, "drop table credential");
        assertRefused(role, "truncate credential");
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "VERIFIER", "NOTIFIER"})
    void onlyTheIngressChangesAnOrganizationOrItsKeys(Role role) {
        assertRefused(role, "update organization set plan = 'enterprise'");
        assertRefused(role, "update api_key set revoked_at = null");
        assertRefused(role, "delete from request_window");
        assertRefused(role, "update member set role = 'owner'");
        assertRefused(role, "select token_hash from invitation");
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "VERIFIER", "NOTIFIER"})
    void onlyTheIngressChangesABadge(Role role) throws SQLException {
        assertRefused(role, "update badge set description = ''");
        assertRefused(role, "delete from badge");
        assertRefused(role, "select organization_id from badge_image_upload");
        execute(Role.INGRESS, "delete from badge where false");
    }

    @ParameterizedTest
    @EnumSource
    void noServiceChangesAPicture(Role role) {
        assertRefused(role, "update badge_image set svg = null");
        assertRefused(role, "delete from badge_image");
    }

    @Test
    void onlyTheIngressAddsPicturesForOthersToRead() throws SQLException {
        for (var role : new Role[] {Role.WORKER, Role.VERIFIER, Role.NOTIFIER}) {
            assertRefused(role, "insert into badge_image (sha256, png, svg) values ('a', '', '')");
        }
        execute(Role.INGRESS, "insert into badge_image (sha256, png, svg) values ('a', '', '<svg/>')");
        execute(Role.VERIFIER, "select svg from badge_image");
        assertRefused(Role.NOTIFIER, "select svg from badge_image");
    }

    @ParameterizedTest
    @EnumSource(names = {"INGRESS", "VERIFIER", "WORKER"})
    void onlyTheNotifierReadsWhatItMailsAndSignsWith(Role role) throws SQLException {
        assertRefused(role, "select notice from account_notice");
        assertRefused(role, "select sealed_private_key from webhook_sealing_key");
        assertRefused(role, "select sealed from webhook_secret");
        assertRefused(role, "select recipient_email from notification");
        execute(Role.NOTIFIER, "select sealed from webhook_secret");
        execute(Role.INGRESS, "select public_key from webhook_sealing_key");
        execute(Role.INGRESS, "select state, sent_at from notification");
    }

    @Test
    void anEndpointIsTheIngresssAndADeliveryTheNotifiers() throws SQLException {
        assertRefused(Role.NOTIFIER, "update webhook_endpoint set is_active = true");
        assertRefused(Role.NOTIFIER, "insert into webhook_secret (id) values (gen_random_uuid())");
        for (var role : new Role[] {Role.INGRESS, Role.WORKER, Role.VERIFIER}) {
            assertRefused(role, "update webhook_delivery set state = 'delivered'");
            assertRefused(role, "delete from webhook_delivery");
            assertRefused(role, "update webhook_sealing_key set public_key = ''");
            assertRefused(role, "update webhook_secret set sealed = ''");
        }
        execute(Role.INGRESS, "select state, response_body from webhook_delivery");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit_entry", "audit_entry_0"})
    void whatIsInTheAuditLogStays(String log) throws SQLException {
        for (var role : Role.values()) {
            assertRefused(role, "update " + log + " set action = 'nothing.done'");
            assertRefused(role, "delete from " + log);
            assertRefused(role, "truncate " + log);
        }
        execute(Role.INGRESS, "select action from audit_entry");
        execute(Role.INGRESS, """
                insert into audit_entry (id, organization_id, at, actor_kind, actor_name, action, details)
                values (gen_random_uuid(), gen_random_uuid(), now(), 'system', 'Laurel', 'test.done', '{}')
                """);
    }

    @ParameterizedTest
    @EnumSource(names = {"WORKER", "VERIFIER", "NOTIFIER"})
    void onlyTheIngressSaysWhoseADomainIs(Role role) throws SQLException {
        assertRefused(role, "update organization_domain set verified_at = now()");
        assertRefused(role, "insert into organization_domain (domain) values ('example.org')");
        execute(Role.VERIFIER, "select domain from organization_domain where verified_at is not null");
    }

    @Test
    void lookUpsAreReadByTheIngressAndChangedByNobody() throws SQLException {
        execute(Role.INGRESS, "select kind from verification_log");
        for (var role : Role.values()) {
            assertRefused(role, "update verification_log set kind = 'api'");
            assertRefused(role, "delete from verification_log");
        }
    }

    @Test
    void aSourceIsTheIngresssAndWhatBecameOfItsFilesTheWorkers() throws SQLException {
        for (var role : new Role[] {Role.WORKER, Role.VERIFIER, Role.NOTIFIER}) {
            assertRefused(role, "update lms_source set folder = 'theirs'");
            assertRefused(role, "delete from lms_run_request");
        }
        for (var role : new Role[] {Role.INGRESS, Role.VERIFIER, Role.NOTIFIER}) {
            assertRefused(role, "update lms_file set state = 'taken'");
            assertRefused(role, "update lms_operator_source set is_active = true");
            assertRefused(role, "select email from lms_person");
            assertRefused(role, "select name from lms_join");
            assertRefused(role, "select bytes from lms_piece");
        }
        execute(Role.INGRESS, "select report from lms_file");
        execute(Role.WORKER, "select rule from lms_any_source");
    }

    @Test
    void migratingTwiceChangesNothing() {
        assertThatCode(() -> Schema.migrate(server.owner(DATABASE))).doesNotThrowAnyException();
    }

    private static void assertRefused(Role role, String sql) {
        assertThatThrownBy(() -> execute(role, sql))
                .as("%s: %s", role, sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    private static void execute(Role role, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl(DATABASE), role.user(), PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
