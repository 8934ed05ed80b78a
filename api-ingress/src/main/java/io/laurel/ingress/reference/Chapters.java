package io.laurel.ingress.reference;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;

/** The chapters of the reference: a feature's operations stand in the chapter that names the feature. */
final class Chapters {

    private final List<Words.Tag> tags;

    Chapters(List<Words.Tag> tags) {
        this.tags = tags;
    }

    /** One that no chapter names is a chapter of its own, until somebody says where it belongs. */
    String of(Class<?> endpoints) {
        var feature =
                endpoints.getPackageName().substring(endpoints.getPackageName().lastIndexOf('.') + 1);
        return tags.stream()
                .filter(tag -> tag.features().contains(feature)
                        || tag.features().contains(feature + "." + endpoints.getSimpleName()))
                .findFirst()
                .map(Words.Tag::name)
                .orElse(feature);
    }

    void declare(OpenAPI document) {
        document.setTags(tags.stream()
                .map(tag -> new Tag().name(tag.name()).description(tag.description()))
                .toList());
    }
}
