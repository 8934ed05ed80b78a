package io.laurel.openbadges.template;

import io.laurel.openbadges.credential.Achievement;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.Issuer;
import java.util.ArrayList;
import java.util.List;

/**
 * What all credentials of one template have in common. Two are equal if they are written the same: {@link java.net.URI} would have it that
 * {@code %3A} equals {@code %3a}, and a signature has not.
 */
final class Badge {

    private final Issuer issuer;
    private final Achievement achievement;
    private final List<String> texts;
    private final int hash;

    Badge(Issuer issuer, Achievement achievement) {
        this.issuer = issuer;
        this.achievement = achievement;
        this.texts = new ArrayList<>(List.of(
                issuer.id().toString(),
                issuer.name(),
                issuer.url().toString(),
                achievement.id().toString(),
                achievement.name(),
                achievement.description(),
                achievement.criteriaNarrative(),
                achievement.image().toString()));
        texts.addAll(achievement.tags());
        this.hash = texts.hashCode();
    }

    static Badge of(Credential credential) {
        return new Badge(credential.issuer(), credential.achievement());
    }

    Issuer issuer() {
        return issuer;
    }

    Achievement achievement() {
        return achievement;
    }

    /** Everything a badge says in its own words: its tags come last, so equal texts are equal badges. */
    List<String> texts() {
        return texts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Badge badge && texts.equals(badge.texts);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
