package io.laurel.ingress.reference;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the code cannot say, as the JSON files beside this class do.
 *
 * @param tags the chapters, in their order
 * @param fields by name, or by shape and name where a name means several things
 * @param schemas shapes that no record has
 * @param operations by method and path
 */
record Words(
        List<Tag> tags, Map<String, Field> fields, Map<String, Object> schemas, Map<String, Operation> operations) {

    /** A chapter: the operations of some features, which are packages. */
    record Tag(String name, String description, List<String> features) {}

    /**
     * A field of a shape.
     *
     * @param schema replaces what was made of the code
     */
    record Field(
            @Nullable String format,
            @Nullable List<Object> values,
            @Nullable String description,
            @Nullable Object example,
            @Nullable Map<String, Object> schema) {}

    /**
     * An operation.
     *
     * @param statuses of success, where not 200, and of failure, where its code has reasons of its own
     * @param never statuses that others declared like it have, but not this one
     * @param query parameters that the endpoint reads by itself, with what they mean
     * @param location what the Location header of a success names, where there is one
     * @param types content that a success can have beside JSON, or instead of nothing
     * @param bodies schemas of the request by content type, where the code reads it by hand
     * @param needs fields without which the request is refused
     * @param shows fields of the answer that others leave out
     * @param answers examples by status, where the one that is made of the shape would say something wrong
     */
    record Operation(
            @Nullable String summary,
            @Nullable List<Integer> statuses,
            @Nullable List<Integer> never,
            @Nullable Map<String, String> query,
            @Nullable String location,
            @Nullable List<String> types,
            @Nullable Map<String, Map<String, Object>> bodies,
            @Nullable List<String> needs,
            @Nullable List<String> shows,
            @Nullable Object request,
            @Nullable Map<String, Object> answers) {}

    private record Shapes(Map<String, Field> fields, Map<String, Object> schemas) {}

    private record Chapters(List<Tag> tags) {}

    private record Whole(Map<String, Operation> operations) {}

    static Words read() {
        var shapes = file("shapes.json", Shapes.class);
        return new Words(
                file("tags.json", Chapters.class).tags(),
                shapes.fields(),
                shapes.schemas(),
                file("operations.json", Whole.class).operations());
    }

    private static <T> T file(String name, Class<T> type) {
        try (InputStream json = new ClassPathResource(name, Words.class).getInputStream()) {
            return JsonMapper.shared().readValue(json, type);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** What is said of a field of a shape, or of every field of this name. */
    @Nullable
    Field field(String shape, String name) {
        var own = fields.get(shape + "." + name);
        return own == null ? fields.get(name) : own;
    }
}
