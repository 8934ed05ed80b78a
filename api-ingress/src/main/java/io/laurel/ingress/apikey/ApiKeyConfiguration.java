package io.laurel.ingress.apikey;

import io.laurel.web.ErrorWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the key check before every path of the API. */
@Configuration(proxyBeanMethods = false)
class ApiKeyConfiguration {

    /** Before the limit of a body, so that its refusal carries the headers of the key's limit too. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    @Bean
    FilterRegistrationBean<ApiKeyFilter> apiKeyFilter(KeyUse use, ErrorWriter errors) {
        var registration = new FilterRegistrationBean<>(new ApiKeyFilter(use, errors));
        registration.addUrlPatterns("/api/v1/*");
        registration.setOrder(ORDER);
        return registration;
    }
}
