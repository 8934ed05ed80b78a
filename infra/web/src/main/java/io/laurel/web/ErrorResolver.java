package io.laurel.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/** Ends every request that threw, before any resolver of the framework. */
final class ErrorResolver implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorResolver.class);

    private final ErrorWriter writer;

    ErrorResolver(ErrorWriter writer) {
        this.writer = writer;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (thrown instanceof AsyncRequestNotUsableException) {
            return new ModelAndView();
        }
        if (response.isCommitted() && isOfGoneClient(thrown)) {
            LOG.debug("{} {}: the client is gone: {}", request.getMethod(), path(request), thrown.toString());
            return new ModelAndView();
        }
        ApiException error = ErrorReading.of(thrown);
        log(request, error, thrown);
        if (response.isCommitted()) {
            // Too late for an error: the container cuts the connection, so that nobody takes the part for the whole.
            return null;
        }
        try {
            writer.write(request, response, error);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }

    /** What Tomcat throws where the answer cannot be written; whoever writes JSON wraps it. */
    private static boolean isOfGoneClient(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException) {
                return true;
            }
        }
        return false;
    }

    private static void log(HttpServletRequest request, ApiException error, Exception thrown) {
        if (error.code() == ErrorCode.INTERNAL_ERROR) {
            LOG.error("{} {} failed", request.getMethod(), path(request), thrown);
        } else if (error.code() == ErrorCode.UNAVAILABLE) {
            LOG.warn("{} {} unavailable: {}", request.getMethod(), path(request), thrown.toString());
        }
    }

    /** As it was asked for; but a token that is part of it lets its holder in, so of such a path only the pattern is told. */
    private static Object path(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                        && pattern.contains("{token}")
                ? pattern
                : request.getRequestURI();
    }
}
