package io.laurel.ingress.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes each shape say what its record says: what is always there and what can be null, as {@code @Nullable} has it. A request
 * may leave out what may be null; an answer leaves out only what its record says it leaves out.
 */
final class Shapes {

    private static final String SCHEMAS = "#/components/schemas/";

    private final ShapeNames names;
    private final Words words;

    Shapes(ShapeNames names, Words words) {
        this.names = names;
        this.words = words;
    }

    void complete(OpenAPI document) {
        var components = document.getComponents();
        words.schemas().forEach((name, schema) -> components.addSchemas(name, parsed(schema)));
        var answered = answered(document);
        var named = asked(document);
        named.addAll(answered);
        components.getSchemas().keySet().retainAll(named);
        for (var name : components.getSchemas().keySet()) {
            var type = names.classOf(name);
            if (type != null && type.isRecord()) {
                Schema<?> schema = components.getSchemas().get(name);
                schema.setRequired(List.copyOf(complete(name, schema, type, answered.contains(name))));
            }
        }
        // Those of its fields that an endpoint reads by hand are described above.
        components.getSchemas().remove("JsonNode");
    }

    /** A shape as it is written in JSON Schema. */
    static Schema<?> parsed(Object schema) {
        return Json31.mapper().convertValue(schema, Schema.class);
    }

    static Schema<?> reference(String shape) {
        return new Schema<>().$ref(SCHEMAS + shape);
    }

    static @Nullable Schema<?> resolved(@Nullable Schema<?> schema, Components components) {
        return schema == null || schema.get$ref() == null
                ? schema
                : components.getSchemas().get(shapeOf(schema.get$ref()));
    }

    private static String shapeOf(String reference) {
        return reference.substring(SCHEMAS.length());
    }

    /** Describes the fields, and tells which of them must be there. */
    private Set<String> complete(String shape, Schema<?> schema, Class<?> type, boolean isAnswer) {
        var required = new TreeSet<String>();
        for (var component : type.getRecordComponents()) {
            if (has(component, JsonUnwrapped.class)) {
                required.addAll(complete(shape, schema, component.getType(), isAnswer));
                continue;
            }
            var name = nameOf(component);
            if (schema.getProperties() != null && schema.getProperties().containsKey(name)) {
                boolean canBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                boolean canBeLeftOut = isAnswer ? canBeLeftOut(type, component, canBeNull) : canBeNull;
                var field = described(shape, component, schema.getProperties().get(name));
                schema.getProperties().put(name, canBeNull && !(isAnswer && canBeLeftOut) ? nullable(field) : field);
                if (!canBeLeftOut) {
                    required.add(name);
                }
            }
        }
        return required;
    }

    private static String nameOf(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    private static boolean canBeLeftOut(Class<?> type, RecordComponent component, boolean canBeNull) {
        var include = component.getAccessor().getAnnotation(JsonInclude.class);
        var rule = include == null ? type.getAnnotation(JsonInclude.class) : include;
        return rule != null
                && switch (rule.value()) {
                    case NON_NULL -> canBeNull;
                    case NON_EMPTY -> true;
                    default -> throw new IllegalStateException(component + " is included by a rule not known here");
                };
    }

    private static boolean has(RecordComponent component, Class<? extends Annotation> annotation) {
        return component.getAccessor().isAnnotationPresent(annotation);
    }

    private Schema<?> described(String shape, RecordComponent component, Schema<?> made) {
        var said = words.field(shape, nameOf(component));
        var field = has(component, JsonRawValue.class) ? OpenApiDocument.of("object") : made;
        if (said == null) {
            return field;
        }
        if (said.schema() != null) {
            field = parsed(said.schema());
        }
        var single = field.getItems() == null ? field : field.getItems();
        if (isText(single)) {
            single.setFormat(said.format());
            if (said.values() != null) {
                setEnum(single, said.values());
            }
        }
        if (said.description() != null) {
            field.setDescription(said.description());
        }
        if (said.example() != null && field.get$ref() == null && isOfSameKind(field, said.example())) {
            field.setExample(said.example());
        }
        return field;
    }

    private static boolean isText(Schema<?> schema) {
        return schema.getTypes() != null
                && schema.getTypes().contains("string")
                && schema.getFormat() == null
                && schema.getEnum() == null;
    }

    /** A word of a field's name is meant for fields of that kind only. */
    private static boolean isOfSameKind(Schema<?> schema, Object example) {
        var types = Objects.requireNonNullElse(schema.getTypes(), Set.<String>of());
        return switch (example) {
            case String _ -> types.contains("string") && schema.getEnum() == null;
            case Boolean _ -> types.contains("boolean");
            case Number _ -> types.contains("integer") || types.contains("number");
            case Collection<?> _ -> types.contains("array");
            default -> true;
        };
    }

    @SuppressWarnings("unchecked")
    private static void setEnum(Schema<?> schema, List<Object> values) {
        ((Schema<Object>) schema).setEnum(values);
    }

    private static Schema<?> nullable(Schema<?> schema) {
        if (schema.get$ref() == null && schema.getEnum() == null) {
            schema.addType("null");
            return schema;
        }
        return new Schema<>().anyOf(List.of(schema, OpenApiDocument.of("null")));
    }

    /** The shapes of answers, and those within them. */
    private static Set<String> answered(OpenAPI document) {
        var found = new HashSet<String>();
        var failures = document.getComponents().getResponses().values();
        failures.forEach(answer -> collect(answer.getContent(), document, found));
        operations(document)
                .flatMap(operation -> operation.getResponses().values().stream())
                .forEach(answer -> collect(answer.getContent(), document, found));
        return found;
    }

    private static Set<String> asked(OpenAPI document) {
        var found = new HashSet<String>();
        operations(document)
                .map(Operation::getRequestBody)
                .filter(Objects::nonNull)
                .forEach(body -> collect(body.getContent(), document, found));
        return found;
    }

    private static Stream<Operation> operations(OpenAPI document) {
        return document.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    private static void collect(@Nullable Content content, OpenAPI document, Set<String> found) {
        if (content != null) {
            content.values().forEach(media -> collect(media.getSchema(), document, found));
        }
    }

    private static void collect(@Nullable Schema<?> schema, OpenAPI document, Set<String> found) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null && found.add(shapeOf(schema.get$ref()))) {
            collect(resolved(schema, document.getComponents()), document, found);
        }
        collect(schema.getItems(), document, found);
        if (schema.getAdditionalProperties() instanceof Schema<?> values) {
            collect(values, document, found);
        }
        if (schema.getProperties() != null) {
            for (Schema<?> property : schema.getProperties().values()) {
                collect(property, document, found);
            }
        }
    }
}
