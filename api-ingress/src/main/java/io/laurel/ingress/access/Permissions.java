package io.laurel.ingress.access;

import com.fasterxml.jackson.annotation.JsonValue;
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
