package io.laurel.worker.lms;

/** A file's name with {@code *} for any text and {@code ?} for any character; the case of letters does not matter. */
final class NamePattern {

    private NamePattern() {}

    /** Goes back to the last {@code *} only: no pattern takes longer than its length times that of the name. */
    static boolean matches(String pattern, String name) {
        var wanted = folded(pattern);
        var given = folded(name);
        int at = 0;
        int star = -1;
        int afterStar = 0;
        for (int n = 0; n < given.length; ) {
            if (at < wanted.length && wanted[at] == '*') {
                star = at++;
                afterStar = n;
            } else if (at < wanted.length && (wanted[at] == '?' || wanted[at] == given[n])) {
                at++;
                n++;
            } else if (star >= 0) {
                at = star + 1;
                n = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < wanted.length && wanted[at] == '*') {
            at++;
        }
        return at == wanted.length;
    }

    private static int[] folded(String text) {
        return text.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .toArray();
    }
}
