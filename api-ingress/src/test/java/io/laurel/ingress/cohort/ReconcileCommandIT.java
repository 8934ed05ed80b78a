package io.laurel.ingress.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.CredentialId;
import io.laurel.persistence.Schema.Role;
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
                .sql(
                        "insert into cohort_row (cohort_id, row, credential_id, is_public, invalid) values (?, 1, ?, true, ?)")
                .param(cohort.value())
                .param(CredentialId.ofCohortRow(cohort, 1, 0).value())
                .param(invalid)
                .update();
        return cohort;
    }
}
