package io.laurel.ingress.cohort;

import io.laurel.contracts.CohortId;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedRuntimeException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reconciles a cohort from the command line, with the settings of the ingress: {@code reconcile COHORT
 * [--spring.datasource.url=…]}. Prints what the API answers; ends with 0 where the cohort adds up, with 1 where it does
 * not, with 2 where nothing could be reconciled.
 */
@Import(Reconciliation.class)
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
public final class ReconcileCommand {

    private ReconcileCommand() {}

    /** Says on {@code out} what was found, on {@code err} why nothing was, and how a shell is to be answered. */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        CohortId cohort;
        try {
            cohort = new CohortId(UUID.fromString(arguments.length == 0 ? "" : arguments[0]));
        } catch (IllegalArgumentException e) {
            err.println("Say which cohort: its id, then settings of the ingress such as --spring.datasource.url=…");
            return 2;
        }
        var settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        try (var context = new SpringApplicationBuilder(ReconcileCommand.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("logging.level.root=warn")
                .run(settings)) {
            var reconciliation = context.getBean(Reconciliation.class);
            if (!reconciliation.knows(cohort)) {
                err.println("There is no cohort with this id.");
                return 2;
            }
            var reconciled = reconciliation.of(cohort);
            out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(reconciled));
            return reconciled.balanced() ? 0 : 1;
        } catch (NestedRuntimeException e) {
            err.println(
                    "The database cannot be read: " + e.getMostSpecificCause().getMessage());
            return 2;
        }
    }
}
