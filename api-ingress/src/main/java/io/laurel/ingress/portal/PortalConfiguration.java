package io.laurel.ingress.portal;

import io.laurel.ingress.access.Dialect;
import io.laurel.ingress.apikey.KeyUse;
import io.laurel.web.ErrorShape;
import io.laurel.web.ErrorWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the portal's check before its paths, and gives its errors their shape. */
@Configuration(proxyBeanMethods = false)
class PortalConfiguration {

    /** With the check of API keys: after the request was counted. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    /** One sentence for a person. */
    record PortalError(String error) {}

    @Bean
    FilterRegistrationBean<PortalFilter> portalFilter(KeyUse use, ErrorWriter errors) {
        var registration = new FilterRegistrationBean<>(new PortalFilter(use, errors));
        registration.setOrder(ORDER);
        return registration;
    }

    @Bean
    ErrorShape errorShape() {
        return (request, error) -> Dialect.of(request) == Dialect.PORTAL ? new PortalError(error.message()) : error;
    }
}
