package io.laurel.ingress.apikey;

import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.ApiKeySecret;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Checkpoint;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.limits.CountedKey;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;

/**
 * Lets a request pass to the API whose key is known, within its limit, and of a plan with API access. The key was looked up
 * when the request was counted.
 */
final class ApiKeyFilter extends Checkpoint {

    /** What Free may reach: the dry run of a cohort and its result. The endpoints themselves look closer. */
    private static final Pattern OPEN_TO_FREE =
            Pattern.compile("POST /api/v1/credentials/bulk|GET /api/v1/bulk-jobs(/[^/]+(/results|/events)?)?");

    private final KeyUse use;

    ApiKeyFilter(KeyUse use, ErrorWriter errors) {
        super(errors);
        this.use = use;
    }

    @Override
    protected void admit(HttpServletRequest request) {
        var key = Asking.get(request, CountedKey.class).orElseThrow(() -> unauthorized(request));
        var caller = use.admit(key);
        // What opens nothing here is no matter of the plan: whoever looks at scopes names the one that it lacks.
        if (!Collections.disjoint(key.scopes(), Scope.OF_CREDENTIALS)) {
            requirePlan(request, key, caller);
        }
        Asking.set(request, Caller.class, caller);
        Asking.set(request, Actor.class, caller);
    }

    private static void requirePlan(HttpServletRequest request, CountedKey key, Caller caller) {
        String asked = request.getMethod() + " " + request.getRequestURI();
        if (!OPEN_TO_FREE.matcher(asked).matches()) {
            caller.plan().requirePaid("API access requires Professional plan");
        }
        if (key.plan().isPaid() && key.isSurplus()) {
            throw ApiException.forbidden("The %s plan includes %d API key, and an older one is in use."
                    .formatted(key.plan(), key.plan().mostApiKeys().orElseThrow()));
        }
    }

    private static ApiException unauthorized(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        String why;
        if (authorization == null) {
            why = "An API key is required: Authorization: Bearer crd_live_…";
        } else if (ApiKeySecret.ofAuthorization(authorization).isEmpty()) {
            why = "The Authorization header does not hold an API key.";
        } else {
            why = "The API key is unknown or was revoked.";
        }
        return ApiException.unauthorized(why).header("WWW-Authenticate", "Bearer");
    }
}
