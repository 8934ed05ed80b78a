package io.laurel.ingress.access;

import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Lets a request reach its endpoint when whoever makes it belongs to the endpoint's audience. */
final class AccessRule implements HandlerInterceptor {

    static final String ORGANIZATION = "orgId";

    private final Memberships memberships;

    AccessRule(Memberships memberships) {
        this.memberships = memberships;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            var rule = method.getMethodAnnotation(AllowedTo.class);
            if (rule == null) {
                // Endpoints of ours are refused at the start; what is left writes errors.
                return true;
            }
            admit(rule.value(), request);
        }
        return true;
    }

    private void admit(Audience audience, HttpServletRequest request) {
        switch (audience) {
            case ANYONE -> {}
            case SIGNED_IN -> account(request);
            case API_KEY -> {
                if (Asking.get(request, Actor.class).isEmpty()) {
                    throw ApiException.unauthorized("An API key is required.").header("WWW-Authenticate", "Bearer");
                }
            }
            case VIEWER, ISSUER, ADMIN, OWNER -> member(audience, request);
            case PLATFORM_ADMINISTRATOR -> {
                if (!account(request).isAdministrator()) {
                    throw ApiException.forbidden("Only the platform's administrators may do this.");
                }
            }
        }
    }

    private static Account account(HttpServletRequest request) {
        return Asking.get(request, Account.class)
                .orElseThrow(() -> ApiException.unauthorized("Sign in first.").header("WWW-Authenticate", "Bearer"));
    }

    private void member(Audience audience, HttpServletRequest request) {
        var member = memberships
                .find(account(request), organization(request))
                .orElseThrow(() -> ApiException.notFound("There is no such organization."));
        if (!audience.includes(member.role())) {
            throw ApiException.forbidden("Your role in this organization, " + member.role() + ", does not allow this.");
        }
        Asking.set(request, Member.class, member);
        Asking.set(request, Actor.class, member);
    }

    private static UUID organization(HttpServletRequest request) {
        var variables = (Map<?, ?>)
                Objects.requireNonNull(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
        try {
            return UUID.fromString(String.valueOf(variables.get(ORGANIZATION)));
        } catch (IllegalArgumentException notAnId) {
            throw ApiException.notFound("There is no such organization.");
        }
    }
}
