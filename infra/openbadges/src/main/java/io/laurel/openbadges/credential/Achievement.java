package io.laurel.openbadges.credential;

import io.laurel.openbadges.encoding.Identifiers;
import io.laurel.openbadges.encoding.Text;
import java.net.URI;
import java.util.List;

/**
 * What a credential says somebody did (Open Badges 3.0, §B.1.1).
 *
 * @param id the achievement's own page
 * @param name what it is called; also the credential's {@code name}
 * @param description what it stands for
 * @param criteriaNarrative what had to be done for it; Markdown is allowed
 * @param image the picture of the badge
 * @param tags words to find it by, in the order to show them; may be empty
 */
public record Achievement(
        URI id, String name, String description, String criteriaNarrative, URI image, List<String> tags) {

    public Achievement {
        id = Identifiers.absolute(id, "achievement.id");
        name = Text.wellFormed(name, "achievement.name");
        description = Text.wellFormed(description, "achievement.description");
        criteriaNarrative = Text.wellFormed(criteriaNarrative, "achievement.criteria.narrative");
        image = Identifiers.absolute(image, "achievement.image");
        tags = tags.stream().map(tag -> Text.wellFormed(tag, "achievement.tag")).toList();
    }
}
