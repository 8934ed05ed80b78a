package io.laurel.ingress.access;

import com.fasterxml.jackson.annotation.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a key can be limited to. One does not imply another: who may write need not be able to read. */
public enum Scope {
    READ_PEOPLE("read:people"),
    WRITE_PEOPLE("write:people"),
    READ_INTERVIEWS("read:interviews"),
    WRITE_INTERVIEWS("write:interviews"),
    READ_CREDENTIALS("read:credentials"),
    WRITE_CREDENTIALS("write:credentials");

    /** All that opens {@code /api/v1}: what a key without scopes of its own has. */
    public static final Set<Scope> OF_CREDENTIALS = Set.of(READ_CREDENTIALS, WRITE_CREDENTIALS);

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    public static Optional<Scope> of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    /** Those of a key's row; a key that has none of its own opens all of {@code /api/v1}. */
    public static Set<Scope> ofColumn(ResultSet row, String column) throws SQLException {
        var array = row.getArray(column);
        return array == null
                ? OF_CREDENTIALS
                : Arrays.stream((String[]) array.getArray())
                        .flatMap(text -> of(text).stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    boolean isToWrite() {
        return text.startsWith("write:");
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
