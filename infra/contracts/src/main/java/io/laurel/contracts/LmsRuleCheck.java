package io.laurel.contracts;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits of a rule's values, worded to follow the field's name. JSON can put null among the entries of a list. */
final class LmsRuleCheck {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final int MOST_DECIMALS = 6;
    private static final int MOST_ENTRIES = 100;
    private static final int LONGEST = 500;

    private LmsRuleCheck() {}

    static Optional<String> whyNot(LmsProfile profile, LmsRule.Field field, LmsRule rule) {
        return Optional.ofNullable(
                switch (field) {
                    case MINIMUM -> whyNotMinimum(profile, rule.minimum());
                    case COLUMN -> whyNotName(rule.column());
                    case LINE_ITEM -> whyNotName(rule.lineItem());
                    case ACTIVITIES -> whyNotNames(rule.activities());
                    case STATES -> whyNotStates(rule.states());
                    case COLUMNS -> whyNotColumns(profile, rule.columns());
                });
    }

    private static @Nullable String whyNotMinimum(LmsProfile profile, @Nullable BigDecimal minimum) {
        var most = profile == LmsProfile.OPENEDX_GRADE_REPORT ? BigDecimal.ONE : MOST;
        if (minimum == null || minimum.signum() < 0 || minimum.compareTo(most) > 0) {
            return "must be a number from 0 to " + most;
        }
        return minimum.scale() > MOST_DECIMALS ? "must have at most " + MOST_DECIMALS + " decimals" : null;
    }

    private static @Nullable String whyNotName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return "must not be empty";
        }
        return name.length() > LONGEST ? "must have at most " + LONGEST + " characters" : null;
    }

    private static @Nullable String whyNotNames(@Nullable List<String> names) {
        if (names == null || names.isEmpty() || names.size() > MOST_ENTRIES) {
            return "must have 1 to " + MOST_ENTRIES + " entries";
        }
        return names.stream().anyMatch(name -> whyNotName(name) != null)
                ? "must have entries of 1 to " + LONGEST + " characters"
                : null;
    }

    /** With several wildcards in a word a text could be compared with it forever. */
    private static @Nullable String whyNotStates(@Nullable List<String> states) {
        var fault = whyNotNames(states);
        return fault == null
                        && states != null
                        && states.stream().anyMatch(state -> state.indexOf('*') != state.lastIndexOf('*'))
                ? "must have at most one * in each entry"
                : fault;
    }

    private static @Nullable String whyNotColumns(LmsProfile profile, @Nullable Map<String, String> columns) {
        if (columns == null || !profile.columns().containsAll(columns.keySet())) {
            return "must name columns of the profile " + profile.wireName() + ": "
                    + String.join(", ", profile.columns());
        }
        return columns.values().stream().anyMatch(name -> whyNotName(name) != null)
                ? "must have entries of 1 to " + LONGEST + " characters"
                : null;
    }
}
