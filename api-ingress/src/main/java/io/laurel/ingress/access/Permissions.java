package io.laurel.ingress.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** What the roles of a person in a district allow them together, with everybody's people and interviews and with the settings. */
public record Permissions(Level people, Level interviews, Level settings) {

    /** How much; each includes those before it. */
    public enum Level {
        NONE,
        VIEW,
        EDIT;

        public boolean includes(Level other) {
            return compareTo(other) >= 0;
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What somebody in the portal may do and see. A program has what its key's scopes let it read, and nothing of the settings: one that
     * writes what it cannot read is shown nothing and gives nobody else to read it.
     */
    public static Permissions of(Actor actor) {
        return switch (actor) {
            case PortalPerson person -> person.permissions();
            case Caller caller ->
                new Permissions(
                        level(caller, Scope.READ_PEOPLE, Scope.WRITE_PEOPLE),
                        level(caller, Scope.READ_INTERVIEWS, Scope.WRITE_INTERVIEWS),
                        Level.NONE);
            default -> throw new IllegalArgumentException(actor.kind() + " is nobody in the portal");
        };
    }

    private static Level level(Caller caller, Scope reading, Scope writing) {
        if (!caller.scopes().contains(reading)) {
            return Level.NONE;
        }
        return caller.scopes().contains(writing) ? Level.EDIT : Level.VIEW;
    }

    /** Whether whoever has these may give the others, or take them away. */
    public boolean coverAll(Permissions others) {
        return people.includes(others.people)
                && interviews.includes(others.interviews)
                && settings.includes(others.settings);
    }

    /** Those of a row, in the columns that are named after them. */
    public static Permissions of(ResultSet row) throws SQLException {
        return new Permissions(level(row, "people"), level(row, "interviews"), level(row, "settings"));
    }

    private static Level level(ResultSet row, String column) throws SQLException {
        return Level.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
    }

    /** Whether they allow what a key of the scope may do. */
    boolean include(Scope scope) {
        return switch (scope) {
            case READ_PEOPLE -> people.includes(Level.VIEW);
            case WRITE_PEOPLE -> people.includes(Level.EDIT);
            case READ_INTERVIEWS -> interviews.includes(Level.VIEW);
            case WRITE_INTERVIEWS -> interviews.includes(Level.EDIT);
            case READ_CREDENTIALS, WRITE_CREDENTIALS -> false;
        };
    }
}
