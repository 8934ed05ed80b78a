package io.laurel.ingress.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps with a request who makes it. Set by the filters that authenticate, read by the rule and by what endpoints ask for. */
public final class Asking {

    private Asking() {}

    /** Says who makes the request: an {@link Account}, an {@link Actor}, each under its own type. */
    public static <T> void set(HttpServletRequest request, Class<T> type, T who) {
        request.setAttribute(type.getName(), who);
    }

    /** Who makes the request, as that type. */
    public static <T> Optional<T> get(HttpServletRequest request, Class<T> type) {
        @Nullable Object who = request.getAttribute(type.getName());
        return Optional.ofNullable(who).map(type::cast);
    }
}
