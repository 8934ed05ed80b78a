package io.laurel.ingress.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.laurel.openbadges.encoding.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** The token of a session in the portal, as its holder has it. We keep its SHA-256 only: see {@link ApiKeySecret}. */
public record PortalToken(String text) {

    /** Where the portal's pages keep it. */
    public static final String COOKIE = "laurel_portal";

    private static final String PREFIX = "ps_";
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public static PortalToken random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new PortalToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The token that a text is, if it has the form of one. */
    public static Optional<PortalToken> parse(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(shown -> FORM.matcher(shown).matches())
                .map(PortalToken::new);
    }

    /** The token in an {@code Authorization} header. */
    public static Optional<PortalToken> ofAuthorization(@Nullable String header) {
        return Bearer.tokenOf(header).flatMap(PortalToken::parse);
    }

    /** The token that a browser keeps for the portal's pages. */
    public static Optional<PortalToken> ofCookie(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE)).flatMap(cookie -> parse(cookie.getValue()));
    }

    public byte[] hash() {
        return Sha256.of(text.getBytes(US_ASCII));
    }

    @Override
    public String toString() {
        return "PortalToken";
    }
}
