package io.laurel.ingress.access;

import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Puts the rule before every endpoint, refuses to start with an endpoint that has none, and hands endpoints who asks. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration implements WebMvcConfigurer {

    private static final Set<Audience> BY_ROLE =
            Set.of(Audience.VIEWER, Audience.ISSUER, Audience.ADMIN, Audience.OWNER);

    private static final Set<Audience> BY_SCOPE = Set.of(Audience.API_KEY, Audience.PORTAL);

    private final Memberships memberships;

    AccessConfiguration(Memberships memberships) {
        this.memberships = memberships;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AccessRule(memberships));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new WhoAsks());
    }

    @Bean
    SmartInitializingSingleton everyEndpointHasItsRule(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        return () -> endpoints.getHandlerMethods().forEach((mapping, method) -> {
            var rule = method.getMethodAnnotation(AllowedTo.class);
            if (isOurs(method) && rule == null) {
                throw new IllegalStateException(method + " says not to whom it is allowed");
            }
            if (rule != null && BY_SCOPE.contains(rule.value()) != (rule.scope().length == 1)) {
                throw new IllegalStateException(method + " needs one scope where a key is let in, and none elsewhere");
            }
            if (rule != null
                    && BY_ROLE.contains(rule.value())
                    && mapping.getPatternValues().stream()
                            .anyMatch(
                                    path -> !path.startsWith("/api/organizations/{" + AccessRule.ORGANIZATION + "}"))) {
                throw new IllegalStateException(method + " is allowed by role, but in no organization");
            }
        });
    }

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("io.laurel.ingress.");
    }

    /** Without somebody an endpoint that wants one cannot be reached, whatever the filters did. */
    private static final class WhoAsks implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            var type = parameter.getParameterType();
            return type == Account.class || Actor.class.isAssignableFrom(type);
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            var asked = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
            return Asking.get(asked, parameter.getParameterType())
                    .map(Object.class::cast)
                    .orElseThrow(() -> ApiException.unauthorized("Sign in, or use an API key."));
        }
    }
}
