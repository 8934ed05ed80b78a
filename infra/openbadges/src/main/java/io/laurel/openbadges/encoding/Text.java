package io.laurel.openbadges.encoding;

/** Checks the texts of a credential. */
public final class Text {

    private Text() {}

    /** Half a surrogate pair has no UTF-8, so it could not be signed and read back the same. */
    public static String wellFormed(String text, String member) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    throw new IllegalArgumentException(member + " holds half a surrogate pair at " + i);
                }
                i++;
            }
        }
        return text;
    }
}
