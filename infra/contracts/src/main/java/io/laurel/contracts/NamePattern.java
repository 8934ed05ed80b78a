package io.laurel.contracts;

/** A file's name with {@code *} for any text and {@code ?} for any character; the case of letters does not matter. */
public final class NamePattern {

    private NamePattern() {}

    /** Goes back to the last {@code *} only: no pattern takes longer than its length times that of the name. */
    public static boolean matches(String pattern, String name) {
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

    /** Whether there is a name that matches both. */
    static boolean overlap(String one, String other) {
        var across = folded(other);
        var before = onlyStars(across);
        for (int down : folded(one)) {
            // Whether there is a name for what is read of the one pattern and so much of the other.
            var now = new boolean[across.length + 1];
            now[0] = before[0] && down == '*';
            for (var i = 1; i <= across.length; i++) {
                now[i] = (down == '*' || across[i - 1] == '*')
                        ? before[i] || now[i - 1]
                        : before[i - 1] && (down == '?' || across[i - 1] == '?' || down == across[i - 1]);
            }
            before = now;
        }
        return before[across.length];
    }

    /** For the beginnings of a pattern, the shortest first, whether they match nothing. */
    private static boolean[] onlyStars(int[] pattern) {
        var only = new boolean[pattern.length + 1];
        only[0] = true;
        for (var i = 0; i < pattern.length; i++) {
            only[i + 1] = only[i] && pattern[i] == '*';
        }
        return only;
    }

    private static int[] folded(String text) {
        return text.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .toArray();
    }
}
