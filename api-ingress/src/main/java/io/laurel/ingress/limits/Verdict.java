package io.laurel.ingress.limits;

import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Whether a request is within a limit, and what its sender is told about it.
 *
 * @param used how many requests were made in the window, this one included if it was counted
 */
public record Verdict(int limit, Duration window, long used, Instant now, Instant windowEnd) {

    public boolean passes() {
        return used <= limit;
    }

    public Map<String, String> headers() {
        return Map.of(
                "X-RateLimit-Limit", Integer.toString(limit),
                "X-RateLimit-Remaining", Long.toString(Math.max(0, limit - used)),
                "X-RateLimit-Reset", Long.toString(windowEnd.getEpochSecond()));
    }

    /** The same of a request that is made now. */
    Verdict at(Instant time) {
        return new Verdict(limit, window, used, time, windowEnd);
    }

    public void orThrow() {
        if (!passes()) {
            throw ApiException.of(
                            ErrorCode.RATE_LIMITED,
                            "Too many requests: at most %d in %d minutes are allowed. Try again later."
                                    .formatted(limit, window.toMinutes()))
                    .retryAfter(Duration.between(now, windowEnd));
        }
    }
}
