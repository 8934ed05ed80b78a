package io.laurel.ingress.badge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.ingress.picture.Pictures;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A form with the fields of a badge and its picture. The server's own reading of forms is switched off, for cohorts are read
 * as streams; so a form is read here, part by part, and of each no more than it may have.
 */
final class BadgeForm {

    private static final int MAX_PARTS = 100;
    private static final int MAX_FIELD = 128 * 1024;
    private static final String IMAGE = "image";
    private static final Set<String> FIELDS = Set.of(
            "name", "slug", "description", "criteria", "imageId", "externalUrl", "expiresInDays", "tags", "isActive");

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<@Nullable String> tags = new ArrayList<>();
    private byte @Nullable [] image;

    private BadgeForm() {}

    /** Reads a form; a field that is not known is passed over. */
    static BadgeForm read(HttpServletRequest request, Pictures pictures) throws IOException {
        var form = new BadgeForm();
        try {
            var parts = new JakartaServletFileUpload<>().getItemIterator(request);
            for (int count = 0; parts.hasNext(); count++) {
                if (count == MAX_PARTS) {
                    throw ApiException.validation("The form has more than " + MAX_PARTS + " parts.");
                }
                form.take(parts.next(), pictures);
            }
        } catch (FileUploadException e) {
            throw ApiException.validation("The multipart body cannot be read.");
        }
        return form;
    }

    private void take(FileItemInput part, Pictures pictures) throws IOException {
        String name = part.getFieldName();
        if (IMAGE.equals(name)) {
            if (image != null) {
                throw ApiException.invalid(IMAGE, "is there twice");
            }
            image = pictures.read(part.getInputStream());
        } else if (name != null && part.isFormField() && (FIELDS.contains(name) || name.equals("tags[]"))) {
            String value = text(name, part);
            if (name.startsWith("tags")) {
                addTag(value);
            } else {
                fields.put(name, value);
            }
        }
    }

    private static String text(String name, FileItemInput part) throws IOException {
        byte[] bytes = part.getInputStream().readNBytes(MAX_FIELD + 1);
        if (bytes.length > MAX_FIELD) {
            throw ApiException.invalid(name, "is too long");
        }
        return new String(bytes, UTF_8);
    }

    /** An input that was left empty is no tag. */
    private void addTag(String value) {
        if (!value.isBlank()) {
            tags.add(value);
        }
    }

    /** The picture, if there is one. */
    byte @Nullable [] image() {
        return image;
    }

    /** The fields as if they had come as JSON. An input that was left empty says null. */
    BadgeRequest request() {
        return new BadgeRequest(
                fields.get("name"),
                fields.get("slug"),
                fields.get("description"),
                fields.get("criteria"),
                blankToNull(fields.get("imageId")),
                node("externalUrl"),
                node("expiresInDays"),
                tags.isEmpty() ? null : tags,
                isActive());
    }

    private @Nullable Boolean isActive() {
        String value = blankToNull(fields.get("isActive"));
        return switch (value) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw ApiException.invalid("isActive", "must be true or false");
        };
    }

    private @Nullable JsonNode node(String field) {
        String value = fields.get(field);
        if (value == null) {
            return null;
        }
        var nodes = JsonNodeFactory.instance;
        return value.isBlank() ? nodes.nullNode() : nodes.stringNode(value);
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
