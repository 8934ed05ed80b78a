package io.laurel.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one form of the messages on the wire: JSON in UTF-8, absent fields left out, unknown fields ignored. */
public final class Messages {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Messages() {}

    public static byte[] write(Object message) {
        return JSON.writeValueAsBytes(message);
    }

    /**
     * Reads a message of the type that its topic carries.
     *
     * @throws UnreadableMessageException when the bytes are not a message of this type; repeating cannot help
     */
    public static <T> T read(byte[] bytes, Class<T> type) {
        try {
            return JSON.readValue(bytes, type);
        } catch (JacksonException e) {
            throw new UnreadableMessageException(type, e);
        }
    }

    /** The bytes are not a message of the type that its topic carries. */
    public static final class UnreadableMessageException extends RuntimeException {
        UnreadableMessageException(Class<?> type, JacksonException cause) {
            super("not a " + type.getSimpleName() + ": " + cause.getOriginalMessage(), cause);
        }
    }
}
