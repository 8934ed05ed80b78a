package io.laurel.ingress.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialId;
import io.laurel.persistence.Schema.Role;
import io.laurel.test.Given;
import io.laurel.test.TestDatabase;
import io.laurel.test.WithPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** The command line says what the API says, and a script can ask for its exit code. */
@SpringJUnitConfig(ReconcileCommandIT.DatabaseAlone.class)
@WithPostgres(Role.INGRESS)
class ReconcileCommandIT {

    @Configuration(proxyBeanMethods = false)
    static class DatabaseAlone {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Autowired
    private TestDatabase database;

    @Test
    void aCohortIsReconciled() {
        var balanced = cohort("The name is missing.");
        assertThat(run(balanced.toString())).isZero();
        assertThat(out.toString(UTF_8)).contains("\"balanced\" : true").contains("\"rejected\" : 1");

        var undecided = cohort(null);
        assertThat(run(undecided.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("\"undecided\" : 1");
    }

    @Test
    void aCohortWhoseRowsAreGoneDoesNotAddUp() {
        var cohort = cohort("The name is missing.");
        database.owner()
                .sql("delete from cohort_row where cohort_id = ?")
                .param(cohort.value())
                .update();
        assertThat(run(cohort.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("1 rows were read, 0 are there.");
    }

    @Test
    void anUploadThatIsNotReadYetDoesNotAddUp() {
        var cohort = new CohortId(UUID.randomUUID());
        database.owner()
                .sql("""
                        insert into cohort_upload
                            (id, organization_id, badge_id, format, dry_run, fingerprint, bytes, created_at)
                        values (?, ?, gen_random_uuid(), 'csv', false, '', 0, now())
                        """)
                .params(
                        cohort.value(),
                        new Given(database.owner()).organization("free", null).value())
                .update();
        assertThat(run(cohort.toString())).isEqualTo(1);
        assertThat(out.toString(UTF_8)).contains("not all read yet");
    }

    @Test
    void whatIsNoCohortIsSaid() {
        assertThat(run("cohort")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("its id");
        assertThat(run(UUID.randomUUID().toString())).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("no cohort");
    }

    @Test
    void aDatabaseThatCannotBeReadIsSaidAndIsNotACohortThatDoesNotAddUp() {
        var cohort = cohort("The name is missing.").toString();
        assertThat(run(cohort, "jdbc:postgresql://localhost:1/laurel")).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("The database cannot be read: ")
                .hasLineCount(1);
        assertThat(run(cohort, "nonsense")).isEqualTo(2);
        assertThat(out.size()).isZero();
    }

    private int run(String cohort) {
        return run(cohort, database.jdbcUrl());
    }

    private int run(String cohort, String url) {
        var arguments = new String[] {
            cohort,
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=" + Role.INGRESS.user(),
            "--spring.datasource.password=" + database.password()
        };
        return ReconcileCommand.run(arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private CohortId cohort(@Nullable String invalid) {
        var cohort = new CohortId(UUID.randomUUID());
        database.owner()
                .sql("""
                        insert into cohort (id, organization_id, badge_id, dry_run, status, created_at, total, invalid)
                        values (?, gen_random_uuid(), gen_random_uuid(), false, 'processing', now(), 1, ?)
                        """)
                .params(cohort.value(), invalid == null ? 0 : 1)
                .update();
        database.owner()
                .sql(
                        "insert into cohort_row (cohort_id, row, credential_id, is_public, invalid) values (?, 1, ?, true, ?)")
                .param(cohort.value())
                .param(CredentialId.ofCohortRow(cohort, 1, 0).value())
                .param(invalid)
                .update();
        return cohort;
    }
}
