package io.laurel.ingress.apikey;

import io.laurel.ingress.limits.RateLimits;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the key check before every path of the API, and hands endpoints their caller. */
@Configuration(proxyBeanMethods = false)
class ApiKeyConfiguration implements WebMvcConfigurer {

    /** Before the limit of a body, so that its refusal carries the headers of the key's limit too. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    @Bean
    FilterRegistrationBean<ApiKeyFilter> apiKeyFilter(ApiKeys keys, RateLimits limits, ErrorWriter errors) {
        var registration = new FilterRegistrationBean<>(new ApiKeyFilter(keys, limits, errors));
        registration.addUrlPatterns("/api/v1/*", "/api/organizations/*");
        registration.setOrder(ORDER);
        return registration;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
    }

    /** Without a caller an endpoint that wants one cannot be reached, whatever the filters did. */
    private static final class CallerArgument implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Caller.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            if (request.getAttribute(ApiKeyFilter.CALLER, RequestAttributes.SCOPE_REQUEST) instanceof Caller caller) {
                return caller;
            }
            throw ApiException.unauthorized("An API key is required.");
        }
    }
}
