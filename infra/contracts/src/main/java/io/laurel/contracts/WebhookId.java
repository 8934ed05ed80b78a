package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Objects;
import java.util.UUID;

/** An organization's webhook endpoint. */
public record WebhookId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WebhookId {
        Objects.requireNonNull(value);
    }

    /** A new endpoint: UUIDv7, ordered by time. */
    public static WebhookId random() {
        return new WebhookId(UuidCreator.getTimeOrderedEpoch());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
