package io.laurel.ingress.limits;

import io.laurel.web.ErrorWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Counts a request before everything that costs more. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    FilterRegistrationBean<LimitFilter> limitFilter(RateLimits limits, LimitSettings settings, ErrorWriter errors) {
        var registration = new FilterRegistrationBean<>(
                new LimitFilter(limits, new ClientAddress(settings.trustedProxies(), settings.proxyHeader()), errors));
        registration.setOrder(ORDER);
        return registration;
    }
}
