package io.laurel.ingress.badge;

import com.ibm.icu.text.Transliterator;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of badges in addresses: Latin letters and digits, whatever script the badge's name is in. */
final class Slugs {

    private static final Transliterator LATIN = Transliterator.getInstance("Any-Latin; Latin-ASCII");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-|-$");

    /** Room is left for the number that makes it unique. */
    private static final int LONGEST = BadgeRules.MAX_SLUG_LENGTH - 10;

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int RANDOM_LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Slugs() {}

    /** The name in Latin letters; a name without any, such as a row of emoji, gets a random one. */
    static String of(String name) {
        // An apostrophe joins: O'Brien is one word.
        String latin = LATIN.transliterate(name).toLowerCase(Locale.ROOT).replaceAll("['’ʼʹ`]", "");
        String slug = withoutEdges(OTHERS.matcher(latin).replaceAll("-"));
        String bounded = slug.length() <= LONGEST ? slug : withoutEdges(slug.substring(0, LONGEST));
        return bounded.isEmpty() ? "badge-" + random() : bounded;
    }

    /** The slug itself, or with the first number that makes it another than all that are taken. */
    static String free(String slug, Set<String> taken) {
        String free = slug;
        for (int number = 2; taken.contains(free); number++) {
            free = slug + "-" + number;
        }
        return free;
    }

    private static String withoutEdges(String slug) {
        return EDGES.matcher(slug).replaceAll("");
    }

    private static String random() {
        var text = new StringBuilder(RANDOM_LENGTH);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
