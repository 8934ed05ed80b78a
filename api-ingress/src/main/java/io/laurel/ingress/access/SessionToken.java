package io.laurel.ingress.access;

import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.http.HttpServletRequest;
import java.text.ParseException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * A session's token, as a request carries it: in the {@code Authorization} header or, in a browser, in the cookie. Nothing
 * that it says is believed before its signature was checked.
 */
public record SessionToken(String text) {

    public static final String COOKIE = "laurel_session";

    /** Names the session in a token. */
    public static final String SESSION = "sid";

    /** The request's token; a header that holds none leaves no room for the cookie's. */
    public static Optional<SessionToken> of(HttpServletRequest request) {
        var authorization = request.getHeader("Authorization");
        if (authorization == null) {
            var cookie = WebUtils.getCookie(request, COOKIE);
            return Optional.ofNullable(cookie).map(found -> new SessionToken(found.getValue()));
        }
        return Bearer.tokenOf(authorization).map(SessionToken::new);
    }

    /** The session that it says it is of: enough to look the session up, and no more. */
    public Optional<UUID> claimedSession() {
        try {
            return uuid(JWTParser.parse(text).getJWTClaimsSet().getStringClaim(SESSION));
        } catch (ParseException | RuntimeException noToken) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> uuid(@Nullable String session) {
        return Optional.ofNullable(session).map(UUID::fromString);
    }

    @Override
    public String toString() {
        return "SessionToken";
    }
}
