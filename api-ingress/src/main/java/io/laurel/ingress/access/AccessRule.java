package io.laurel.ingress.access;

import io.laurel.ingress.access.Permissions.Level;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
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
            admit(rule, request);
        }
        return true;
    }

    private void admit(AllowedTo rule, HttpServletRequest request) {
        switch (rule.value()) {
            case ANYONE -> {}
            case SIGNED_IN -> account(request);
            case API_KEY -> key(scope(rule), request);
            case VIEWER, ISSUER, ADMIN, OWNER -> member(rule.value(), request);
            case PLATFORM_ADMINISTRATOR -> {
                if (!account(request).isAdministrator()) {
                    throw ApiException.forbidden("Only the platform's administrators may do this.");
                }
            }
            case PORTAL -> inPortal(scope(rule), request);
            case PERSON -> person(request);
            case SETTINGS -> settings(request);
        }
    }

    private static Scope scope(AllowedTo rule) {
        return rule.scope()[0];
    }

    private static Caller key(Scope scope, HttpServletRequest request) {
        var caller = Asking.get(request, Caller.class)
                .orElseThrow(() ->
                        ApiException.unauthorized("An API key is required.").header("WWW-Authenticate", "Bearer"));
        if (!caller.scopes().contains(scope)) {
            throw ApiException.forbidden("The API key lacks the scope " + scope + ".");
        }
        return caller;
    }

    /** A key reads all that its scope names; of what a person may read, each endpoint shows them their part. */
    private static void inPortal(Scope scope, HttpServletRequest request) {
        if (Asking.get(request, Caller.class).isPresent()) {
            requireSubscription(key(scope, request).plan());
            return;
        }
        var person = person(request);
        requireSubscription(person.plan());
        if (scope.isToWrite() && !person.permissions().include(scope)) {
            throw ApiException.forbidden("Your roles in this district do not allow this.");
        }
    }

    private static void settings(HttpServletRequest request) {
        var person = person(request);
        requireSubscription(person.plan());
        var wanted = request.getMethod().equals("GET") ? Level.VIEW : Level.EDIT;
        if (!person.permissions().settings().includes(wanted)) {
            throw ApiException.forbidden("Your roles in this district do not include its settings.");
        }
    }

    private static PortalPerson person(HttpServletRequest request) {
        if (Asking.get(request, Caller.class).isPresent()) {
            throw ApiException.forbidden("An API key cannot be used for this: sign in.");
        }
        return Asking.get(request, PortalPerson.class)
                .orElseThrow(() -> ApiException.unauthorized("Sign in first.").header("WWW-Authenticate", "Bearer"));
    }

    private static void requireSubscription(Plan plan) {
        if (!plan.isPaid()) {
            throw ApiException.of(
                    ErrorCode.PAYMENT_REQUIRED, "The district's trial is over, or its subscription is not active.");
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
