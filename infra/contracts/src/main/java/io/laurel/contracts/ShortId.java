package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** What people type to find a credential: {@code CRD-} and eight of A–Z and 0–9. The API's field {@code credentialId}. */
public record ShortId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("CRD-[A-Z0-9]{8}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ShortId {
        if (!isShortId(value)) {
            throw new IllegalArgumentException("not a credential's short id: " + value);
        }
    }

    public static boolean isShortId(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
