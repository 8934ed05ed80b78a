package io.laurel.notifier.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A statement's parameters, one array for each column of a list of rows. */
public final class BatchColumns<T> {

    private final PreparedStatement statement;
    private final Connection connection;
    private final List<T> rows;
    private int next;

    /** @param first the number of the first parameter that is such an array */
    @SuppressWarnings("MissingSummary")
    public BatchColumns(PreparedStatement statement, int first, List<T> rows) throws SQLException {
        this.statement = statement;
        this.connection = statement.getConnection();
        this.next = first;
        this.rows = rows;
    }

    public void add(String type, Function<T, @Nullable Object> value) throws SQLException {
        var values = new @Nullable Object[rows.size()];
        for (int n = 0; n < values.length; n++) {
            values[n] = value.apply(rows.get(n));
        }
        statement.setArray(next++, connection.createArrayOf(type, values));
    }
}
