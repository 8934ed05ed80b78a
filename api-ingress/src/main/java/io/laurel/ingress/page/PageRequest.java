package io.laurel.ingress.page;

import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Types;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Which part of a list is asked for.
 *
 * @param cursor where the page before ended; then the offset is 0
 */
public record PageRequest(int limit, long offset, @Nullable String cursor) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;

    /** Reads {@code limit}, {@code offset} and {@code cursor}; what is out of range is refused, never adjusted. */
    public static PageRequest of(HttpServletRequest request) {
        long limit = number(request, "limit", DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ApiException.invalid("limit", "must be from 1 to " + MAX_LIMIT);
        }
        long offset = number(request, "offset", 0);
        if (offset < 0) {
            throw ApiException.invalid("offset", "must be 0 or more");
        }
        String cursor = request.getParameter("cursor");
        if (cursor != null && offset > 0) {
            throw ApiException.invalid("offset", "cannot be combined with a cursor");
        }
        return new PageRequest((int) limit, offset, cursor);
    }

    /** The same where pages are few and no cursor is needed. */
    public static PageRequest withoutCursor(HttpServletRequest request) {
        var page = of(request);
        if (page.cursor() != null) {
            throw ApiException.invalid("cursor", "is not known here");
        }
        return page;
    }

    /**
     * Reads this page of a list that is ordered by time and id.
     *
     * @param rows names {@code :beforeTime}, {@code :beforeId}, {@code :limit} (one more than asked for) and {@code :offset}
     * @param place where one stands in the list
     * @param total asked only where no cursor is
     */
    public <T> Page<T> read(StatementSpec rows, RowMapper<T> as, Function<T, Cursor> place, LongSupplier total) {
        var found = bind(rows).query(as).list();
        Long all = cursor == null ? (Long) total.getAsLong() : null;
        return Page.of(found, this, all, last -> place.apply(last).text());
    }

    /** The page of a list that is walked without cursors. */
    public <T> Page<T> holding(List<T> rows, long total) {
        return new Page<>(rows, new Page.Pagination(limit, offset, total, null));
    }

    private StatementSpec bind(StatementSpec statement) {
        var before = Cursor.of(cursor);
        return statement
                .param(
                        "beforeTime",
                        before == null ? null : Columns.parameter(before.time()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("beforeId", before == null ? null : before.id(), Types.OTHER)
                .param("limit", limit + 1)
                .param("offset", offset);
    }

    private static long number(HttpServletRequest request, String name, long otherwise) {
        String text = request.getParameter(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiException.invalid(name, "must be a whole number");
        }
    }
}
