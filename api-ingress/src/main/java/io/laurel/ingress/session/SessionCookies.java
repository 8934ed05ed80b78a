package io.laurel.ingress.session;

import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.account.OneTimeToken;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
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

    private final SessionSettings settings;
    private final boolean secure;

    SessionCookies(SessionSettings settings, PublicAddresses addresses) {
        this.settings = settings;
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

    /** The headers that make a browser keep a session. */
    HttpHeaders of(String token, OneTimeToken refreshToken) {
        return headers(token, settings.tokenLife(), refreshToken.text(), settings.sessionLife());
    }

    /** Those that make it forget the session. */
    HttpHeaders none() {
        return headers("", Duration.ZERO, "", Duration.ZERO);
    }

    private HttpHeaders headers(String token, Duration tokenLife, String refreshToken, Duration sessionLife) {
        var headers = new HttpHeaders();
        headers.add(HttpHeaders.SET_COOKIE, cookie(TOKEN, token, "Lax", tokenLife));
        headers.add(HttpHeaders.SET_COOKIE, cookie(REFRESH, refreshToken, "Strict", sessionLife));
        return headers;
    }

    private String cookie(String name, String value, String sameSite, Duration life) {
        return ResponseCookie.from(name, value)
                .path("/")
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
