package io.laurel.ingress.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list. */
public record Page<T>(List<T> data, Pagination pagination) {

    /**
     * Where a page stands.
     *
     * @param total how many there are in all; left out when walking by cursor, which costs the same at any length
     * @param nextCursor continues after this page; left out on the last one
     */
    public record Pagination(
            int limit,
            long offset,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long total,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String nextCursor) {}

    /**
     * Makes the page of rows that were asked for with one more than the limit, which shows whether anything follows.
     */
    public static <T> Page<T> of(
            List<T> oneMore, PageRequest asked, @Nullable Long total, Function<T, String> cursorAfter) {
        boolean isLast = oneMore.size() <= asked.limit();
        var data = isLast ? oneMore : oneMore.subList(0, asked.limit());
        String next = isLast ? null : cursorAfter.apply(data.getLast());
        return new Page<>(data, new Pagination(asked.limit(), asked.offset(), total, next));
    }

    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(data.stream().map(each).toList(), pagination);
    }
}
