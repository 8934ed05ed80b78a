package io.laurel.persistence;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema, and who may do what in it. */
public final class Schema {

    /** A service's own database role. */
    public enum Role {
        INGRESS("laurel_ingress"),
        WORKER("laurel_worker"),
        NOTIFIER("laurel_notifier"),
        VERIFIER("laurel_verifier");

        private final String user;

        Role(String user) {
            this.user = user;
        }

        public String user() {
            return user;
        }
    }

    private Schema() {}

    /**
     * Migrates to the newest version; safe to repeat, and safe from several programs at once.
     *
     * @param owner connects as the owner of the database
     */
    public static void migrate(DataSource owner) {
        Flyway.configure().dataSource(owner).load().migrate();
    }

    /** Sets the password that a service signs in with. */
    public static void setPassword(DataSource owner, Role role, String password) throws SQLException {
        try (var connection = owner.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter role " + role.user() + " password " + statement.enquoteLiteral(password));
        }
    }
}
