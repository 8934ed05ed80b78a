package io.laurel.ingress.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.web.ApiException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A place in a list that is ordered by time and id, newest first; opaque to clients. */
public record Cursor(Instant time, UUID id) {

    public String text() {
        String plain = ChronoUnit.MICROS.between(Instant.EPOCH, time) + "." + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
    }

    /** Reads what {@link #text} wrote. */
    public static @Nullable Cursor of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\\.", 2);
            return new Cursor(
                    Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), UUID.fromString(parts[1]));
        } catch (RuntimeException e) {
            throw ApiException.invalid("cursor", "must be a nextCursor of an earlier page");
        }
    }
}
