package io.laurel.ingress.slug;

import com.ibm.icu.text.Transliterator;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes slugs. */
public final class Slugs {

    private static final Transliterator LATIN = Transliterator.getInstance("Any-Latin; Latin-ASCII");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-|-$");

    /** Room for the number that makes one unique. */
    private static final int ROOM = 10;

    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int RANDOM_LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Slugs() {}

    /**
     * The name in Latin letters; a name without any, such as a row of emoji, gets a random one.
     *
     * @param kind what is named, as a random slug begins
     * @param longest how long a slug of this kind may be
     */
    public static String of(String name, String kind, int longest) {
        // An apostrophe joins: O'Brien is one word.
        String latin = LATIN.transliterate(name).toLowerCase(Locale.ROOT).replaceAll("['’ʼʹ`]", "");
        String slug = withoutEdges(OTHERS.matcher(latin).replaceAll("-"));
        String bounded = slug.length() <= longest - ROOM ? slug : withoutEdges(slug.substring(0, longest - ROOM));
        return bounded.isEmpty() ? kind + "-" + random() : bounded;
    }

    /** The slug itself, or with the first number that makes it another than all that are taken. */
    public static String free(String slug, Set<String> taken) {
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
