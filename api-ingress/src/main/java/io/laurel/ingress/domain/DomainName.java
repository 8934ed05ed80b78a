package io.laurel.ingress.domain;

import com.ibm.icu.text.IDNA;
import io.laurel.web.ApiException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A domain in the form that name servers know: lower case, A-labels.
 *
 * @param ascii such as {@code xn--bcher-kva.example}
 */
record DomainName(String ascii) {

    /** Where the proof is looked for. */
    static final String RECORD = "_certdirectory.";

    /** RFC 1035, section 2.3.4, in the way that names are written. */
    private static final int LONGEST = 253 - RECORD.length();

    /** Two labels at least; the last one is not a number, as in an IP address. */
    private static final Pattern FORM = Pattern.compile(
            "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?![0-9]+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])");

    /** UTS #46 as browsers apply it: ß stays what it is. */
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ);

    /** The domain that somebody typed. */
    static DomainName of(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            throw ApiException.invalid("domain", "is required");
        }
        var text = typed.strip().replaceFirst("[.。]$", "");
        if (text.length() > LONGEST) {
            throw ApiException.invalid("domain", "must have at most " + LONGEST + " characters");
        }
        var problems = new IDNA.Info();
        var ascii = UTS46.nameToASCII(text, new StringBuilder(), problems)
                .toString()
                .toLowerCase(Locale.ROOT);
        if (problems.hasErrors()
                || ascii.length() > LONGEST
                || !FORM.matcher(ascii).matches()) {
            throw ApiException.invalid("domain", "must be a domain, such as example.org, without https:// or a path");
        }
        return new DomainName(ascii);
    }

    /** As people read it. */
    String unicode() {
        return UTS46.nameToUnicode(ascii, new StringBuilder(), new IDNA.Info()).toString();
    }

    /** The name of the record that proves whose the domain is. */
    String recordName() {
        return RECORD + ascii;
    }
}
