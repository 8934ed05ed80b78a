package io.laurel.ingress.session;

import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.SessionToken;
import io.laurel.ingress.account.OneTimeToken;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * How a browser keeps a session: no script can read either cookie, no other site can send the refresh token, and other sites'
 * requests that change something carry neither. Where the public address is https, no cookie of ours travels without it, however the
 * request came from the proxy that speaks it.
 */
@Component
class SessionCookies {

    private static final String REFRESH = "laurel_refresh";

    private final SessionSettings settings;
    private final boolean secure;

    SessionCookies(SessionSettings settings, PublicAddresses addresses) {
        this.settings = settings;
        this.secure = "https".equals(addresses.base().getScheme());
    }

    /** The one that proves that a request comes from our own pages: scripts of theirs read it. */
    CookieCsrfTokenRepository forgeryTokens() {
        var repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
        repository.setCookieCustomizer(cookie -> cookie.secure(secure).sameSite("Lax"));
        return repository;
    }

    static Optional<String> refreshToken(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, REFRESH)).map(Cookie::getValue);
    }

    /** Whether the request is a browser's that is, or was, signed in. */
    static boolean arePresent(HttpServletRequest request) {
        return WebUtils.getCookie(request, SessionToken.COOKIE) != null
                || refreshToken(request).isPresent();
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
        headers.add(HttpHeaders.SET_COOKIE, cookie(SessionToken.COOKIE, token, "Lax", tokenLife));
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
}
