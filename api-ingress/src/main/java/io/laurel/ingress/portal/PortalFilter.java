package io.laurel.ingress.portal;

import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Checkpoint;
import io.laurel.ingress.access.Dialect;
import io.laurel.ingress.access.PortalPerson;
import io.laurel.ingress.apikey.KeyUse;
import io.laurel.ingress.limits.CountedKey;
import io.laurel.ingress.limits.LivePortalSession;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Says who asks in the portal: a person, by the token of their session, or a program, by its key. Both were looked up when the
 * request was counted. Without either there is only the way in.
 */
final class PortalFilter extends Checkpoint {

    private static final String WAY_IN = "/api/auth/";

    private final KeyUse use;

    PortalFilter(KeyUse use, ErrorWriter errors) {
        super(errors);
        this.use = use;
    }

    @Override
    protected void admit(HttpServletRequest request) {
        var session = Asking.get(request, LivePortalSession.class);
        session.ifPresent(live -> {
            Asking.set(request, PortalPerson.class, live.person());
            Asking.set(request, Actor.class, live.person());
        });
        if (Dialect.of(request) != Dialect.PORTAL || Dialect.path(request).startsWith(WAY_IN)) {
            return;
        }
        var key = Asking.get(request, CountedKey.class);
        if (key.isPresent()) {
            var caller = use.admit(key.get());
            Asking.set(request, Caller.class, caller);
            Asking.set(request, Actor.class, caller);
        } else if (session.isEmpty()) {
            throw unauthorized(request);
        }
    }

    private static ApiException unauthorized(HttpServletRequest request) {
        return request.getHeader("Authorization") == null
                ? unauthorized("Sign in first, or use an API key.")
                : noLonger();
    }

    /** Of a token that lets nobody in. */
    static ApiException noLonger() {
        return unauthorized("The token is not valid, or no longer. Sign in again.");
    }

    private static ApiException unauthorized(String why) {
        return ApiException.unauthorized(why).header("WWW-Authenticate", "Bearer");
    }
}
