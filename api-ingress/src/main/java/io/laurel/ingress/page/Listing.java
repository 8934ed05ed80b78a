package io.laurel.ingress.page;

import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list that is answered whole, as the portal's are, or a part of it: a JSON array, written some hundred records at a time. No more
 * is ever held, and no connection to the database while a slow client reads.
 */
public record Listing(int limit, int offset) {

    /** How many are read with one statement. */
    public static final int AT_ONCE = 200;

    /** @param limit null for all */
    @SuppressWarnings("MissingSummary")
    public static Listing of(@Nullable Integer limit, @Nullable Integer offset) {
        if (limit != null && limit < 1) {
            throw ApiException.invalid("limit", "must be 1 or more");
        }
        if (offset != null && offset < 0) {
            throw ApiException.invalid("offset", "must be 0 or more");
        }
        return new Listing(limit == null ? Integer.MAX_VALUE : limit, offset == null ? 0 : offset);
    }

    /** Reads up to a number of records that follow one, or the first ones. */
    @FunctionalInterface
    public interface Batches<T> {
        List<T> after(@Nullable T last, int offset);
    }

    /** What batches hold, read while it is gone through; only the first of them before. */
    public static <T> Iterable<T> all(int atOnce, Batches<T> batches) {
        var first = batches.after(null, 0);
        return () -> Stream.iterate(
                        first,
                        batch -> !batch.isEmpty(),
                        batch -> batch.size() < atOnce ? List.of() : batches.after(batch.getLast(), 0))
                .flatMap(List::stream)
                .iterator();
    }

    public <T> void write(HttpServletResponse response, JsonMapper json, Batches<T> batches) throws IOException {
        write(response, json, AT_ONCE, batches);
    }

    /** Writes it, so many records at a time as a batch has. */
    public <T> void write(HttpServletResponse response, JsonMapper json, int atOnce, Batches<T> batches)
            throws IOException {
        // Before anything is said: what fails here is still answered as an error.
        var batch = batches.after(null, offset);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        var out = response.getOutputStream();
        // Closed only at the end: what breaks off on the way must not look whole.
        @SuppressWarnings("resource")
        var array = json.writer().writeValuesAsArray(out);
        for (int left = limit; ; ) {
            var wanted = batch.size() <= left ? batch : batch.subList(0, left);
            array.writeAll(wanted);
            left -= wanted.size();
            if (left == 0 || batch.size() < atOnce) {
                array.close();
                return;
            }
            batch = batches.after(batch.getLast(), 0);
        }
    }
}
