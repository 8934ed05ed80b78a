package io.laurel.ingress.session;

import io.laurel.contracts.PublicAddresses;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * How a browser keeps a session: no script can read either cookie, no other site can send the refresh token, and other sites'
 * requests that change something carry neither.
 */
@Component
class SessionCookies {

    private static final String TOKEN = "laurel_session";
    private static final String REFRESH = "laurel_refresh";
    private static final String REFRESH_PATH = "/";

    private final boolean secure;

    SessionCookies(PublicAddresses addresses) {
        this.secure = "https".equals(addresses.base().getScheme());
    }

    static Optional<String> token(HttpServletRequest request) {
        return find(request, TOKEN);
    }

    static Optional<String> refreshToken(HttpServletRequest request) {
        return find(request, REFRESH);
    }

    /** Whether the request is a browser's that is, or was, signed in. */
    static boolean arePresent(HttpServletRequest request) {
        return token(request).isPresent() || refreshToken(request).isPresent();
    }

    /** The {@code Set-Cookie} headers of a session. */
    List<String> of(String token, Duration tokenLife, String refreshToken, Duration sessionLife) {
        return List.of(
                cookie(TOKEN, token, "/", "Lax", tokenLife),
                cookie(REFRESH, refreshToken, REFRESH_PATH, "Strict", sessionLife));
    }

    /** Those that forget it. */
    List<String> none() {
        return of("", Duration.ZERO, "", Duration.ZERO);
    }

    private String cookie(String name, String value, String path, String sameSite, Duration life) {
        return ResponseCookie.from(name, value)
                .path(path)
                .httpOnly(true)
                .secure(secure)
                .sameSite(sameSite)
                .maxAge(life)
                .build()
                .toString();
    }

    private static Optional<String> find(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }
}
