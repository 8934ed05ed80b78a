package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a learning management system's export have earned the badge. Which fields a rule has depends on the
 * {@link LmsProfile}, and it judges them.
 *
 * @param minimum the least score that earns
 * @param column whose score it is, where it is not the course's
 * @param lineItem the OneRoster line item whose score it is
 * @param activities the activities that must all be completed
 * @param states the states that count, as the export words them; one {@code *} in each stands for any text
 * @param columns how the export names columns that it does not name as the profile does, by the profile's name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LmsRule(
        @Nullable BigDecimal minimum,
        @Nullable String column,
        @Nullable String lineItem,
        @Nullable List<String> activities,
        @Nullable List<String> states,
        @Nullable Map<String, String> columns) {

    /** The rule that leaves all to the profile. */
    public static final LmsRule NONE = new LmsRule(null, null, null, null, null, null);

    /** The names of the fields, as the API spells them. */
    public enum Field {
        MINIMUM("minimum"),
        COLUMN("column"),
        LINE_ITEM("lineItem"),
        ACTIVITIES("activities"),
        STATES("states"),
        COLUMNS("columns");

        private final String wireName;

        Field(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        @Nullable
        Object of(LmsRule rule) {
            return switch (this) {
                case MINIMUM -> rule.minimum;
                case COLUMN -> rule.column;
                case LINE_ITEM -> rule.lineItem;
                case ACTIVITIES -> rule.activities;
                case STATES -> rule.states;
                case COLUMNS -> rule.columns;
            };
        }
    }
}
