package io.laurel.ingress.limits;

import io.laurel.web.ErrorWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the limit of an address before everything that costs more. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    FilterRegistrationBean<AddressLimitFilter> addressLimitFilter(
            RateLimits limits, LimitSettings settings, ErrorWriter errors) {
        var registration = new FilterRegistrationBean<>(
                new AddressLimitFilter(limits, new ClientAddress(settings.trustedProxies()), settings, errors));
        registration.setOrder(ORDER);
        return registration;
    }
}
