package io.laurel.ingress.portal;

import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.PortalToken;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** How a browser keeps a session for the portal's pages: nothing but them is sent the cookie, and no script reads it. */
@Component
class PortalCookie {

    private final boolean isSecure;

    PortalCookie(PublicAddresses addresses) {
        this.isSecure = "https".equals(addresses.base().getScheme());
    }

    /** The header that makes a browser keep the session. */
    HttpHeaders of(String token) {
        return header(token, SignIns.SESSION_LIFE);
    }

    /** That which makes it forget the session. */
    HttpHeaders none() {
        return header("", Duration.ZERO);
    }

    private HttpHeaders header(String value, Duration life) {
        var headers = new HttpHeaders();
        headers.add(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(PortalToken.COOKIE, value)
                        .path("/portal")
                        .httpOnly(true)
                        .secure(isSecure)
                        .sameSite("Lax")
                        .maxAge(life)
                        .build()
                        .toString());
        return headers;
    }
}
