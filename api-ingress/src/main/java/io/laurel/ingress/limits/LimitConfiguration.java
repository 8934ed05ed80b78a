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
        var perMinute = settings.requestsPerMinuteOfAnAddress();
        var addresses = new ClientAddress(settings.trustedProxies());
        var registration = new FilterRegistrationBean<>(
                new AddressLimitFilter(limits, addresses, perMinute.orElse(Integer.MAX_VALUE), errors));
        registration.setOrder(ORDER);
        registration.setEnabled(perMinute.isPresent());
        return registration;
    }
}
