package io.laurel.ingress.reference;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes examples of shapes, out of the examples of their fields. */
final class Examples {

    /** Stands where nobody has given an example of a text. */
    static final String UNSAID = "…";

    private final Components components;

    Examples(Components components) {
        this.components = components;
    }

    /** With all that can be sent. */
    @Nullable
    Object ofRequest(@Nullable Schema<?> schema) {
        return of(schema, Set.of(), true);
    }

    /** With all that is always there, and of the rest what is to be shown; what can be null is, unless a field says better. */
    @Nullable
    Object ofAnswer(@Nullable Schema<?> schema, Set<String> shown) {
        return of(schema, shown, false);
    }

    private @Nullable Object of(@Nullable Schema<?> schema, Set<String> shown, boolean isRequest) {
        var whole = Shapes.resolved(schema, components);
        if (whole == null) {
            return null;
        }
        if (whole.getExample() != null) {
            return whole.getExample();
        }
        var types = Objects.requireNonNullElse(whole.getTypes(), Set.<String>of());
        if (!isRequest && (types.contains("null") || whole.getAnyOf() != null)) {
            return null;
        }
        if (whole.getAnyOf() != null) {
            return of(whole.getAnyOf().getFirst(), shown, true);
        }
        if (whole.getEnum() != null) {
            return whole.getEnum().getFirst();
        }
        if (whole.getAllOf() != null) {
            return of(whole.getAllOf().getFirst(), shown, isRequest);
        }
        if (types.contains("object")) {
            return object(whole, shown, isRequest);
        }
        if (types.contains("array")) {
            return List.of(Objects.requireNonNull(of(whole.getItems(), shown, isRequest)));
        }
        if (types.contains("string")) {
            return text(whole.getFormat());
        }
        return types.contains("boolean") ? (Object) true : (Object) 1;
    }

    private Map<String, @Nullable Object> object(Schema<?> schema, Set<String> shown, boolean isRequest) {
        var example = new LinkedHashMap<String, @Nullable Object>();
        var required = Objects.requireNonNullElse(schema.getRequired(), List.<String>of());
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, field) -> {
                if (required.contains(name) || shown.contains(name) || isRequest) {
                    example.put(name, of(field, shown, isRequest));
                }
            });
        }
        return example;
    }

    private static String text(@Nullable String format) {
        return switch (format) {
            case "uuid" -> "0199b7a2-6a34-7c52-8f11-3a5b0c9d7e42";
            case "date-time" -> "2026-11-22T10:00:00.000Z";
            case "date" -> "2026-11-22";
            case "uri" -> "https://badges.example/";
            case null, default -> UNSAID;
        };
    }
}
