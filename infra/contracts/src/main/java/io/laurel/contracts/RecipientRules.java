package io.laurel.contracts;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.EmailValidator;
import org.jspecify.annotations.Nullable;

/**
 * What a valid recipient is: the same for a single request at the edge and for a cohort's row in the worker.
 *
 * <p>Each rule takes the form that {@link #name} or {@link #email} gives and answers null, or why not, worded to follow
 * the field's name: "must not be empty".
 */
public final class RecipientRules {

    public static final int MAX_EVIDENCE_URL_LENGTH = 2048;

    /** RFC 5321, section 4.5.3.1.3: 256 octets with the angle brackets. */
    private static final int MAX_EMAIL_LENGTH = 254;

    private static final AsciiEmail EMAIL = new AsciiEmail();

    private RecipientRules() {}

    /** The form that a name is kept in. */
    public static String name(String typed) {
        return typed.strip();
    }

    /** The form that an e-mail address is kept and matched in. */
    public static String email(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT).strip();
    }

    /**
     * How to greet whom we do not know and others know only by an address: by what stands before the @. A sub-address is left out,
     * for anyone can write it.
     */
    public static String nameOf(String email) {
        var local = email.substring(0, email.lastIndexOf('@'));
        int sub = local.indexOf('+');
        return sub > 0 ? local.substring(0, sub) : local;
    }

    public static @Nullable String whyNotName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return "must not be empty";
        }
        if (name.codePointCount(0, name.length()) > Recipient.MAX_NAME_LENGTH) {
            return "must have at most " + Recipient.MAX_NAME_LENGTH + " characters";
        }
        return name.codePoints().anyMatch(RecipientRules::isControl) ? "must not contain control characters" : null;
    }

    /** One address, RFC 5321 with an internationalized domain; no quoted and no non-ASCII part before the @. */
    public static @Nullable String whyNotEmail(@Nullable String email) {
        if (email == null || email.isBlank()) {
            return "must not be empty";
        }
        // Length first: the validator's patterns never see a text of any size.
        if (email.length() > MAX_EMAIL_LENGTH || ascii(email).length() > MAX_EMAIL_LENGTH) {
            return "must have at most " + MAX_EMAIL_LENGTH + " characters";
        }
        return EMAIL.isValid(ascii(email)) ? null : "must be one e-mail address, such as ada@example.com";
    }

    /** An absolute http or https URL; absence is for the caller to allow. */
    public static @Nullable String whyNotEvidenceUrl(String evidenceUrl) {
        if (evidenceUrl.length() > MAX_EVIDENCE_URL_LENGTH) {
            return "must have at most " + MAX_EVIDENCE_URL_LENGTH + " characters";
        }
        try {
            var url = new URI(evidenceUrl);
            boolean isWeb = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            return isWeb && url.getHost() != null && url.getUserInfo() == null ? null : notAUrl();
        } catch (URISyntaxException e) {
            return notAUrl();
        }
    }

    private static String notAUrl() {
        return "must be an absolute http or https URL";
    }

    /** Also what breaks a line, and half a character: neither can be shown, signed or mailed faithfully. */
    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    /** The address with its domain in the form that mail servers see; as it is where there is no such form. */
    private static String ascii(String email) {
        int at = email.lastIndexOf('@');
        try {
            return email.substring(0, at + 1) + IDN.toASCII(email.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            return email;
        }
    }

    /** The library's judgement of the local part; the domain by its form, not by a list of today's top-level domains. */
    private static final class AsciiEmail extends EmailValidator {

        private static final Pattern LOCAL_PART = Pattern.compile("[\\x21-\\x7e&&[^\"]]{1,64}");
        private static final Pattern DOMAIN = Pattern.compile(
                "(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?![0-9]+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])",
                Pattern.CASE_INSENSITIVE);

        AsciiEmail() {
            super(false, false);
        }

        @Override
        protected boolean isValidUser(String localPart) {
            return LOCAL_PART.matcher(localPart).matches() && super.isValidUser(localPart);
        }

        @Override
        protected boolean isValidDomain(String domain) {
            return DOMAIN.matcher(domain).matches();
        }
    }
}
