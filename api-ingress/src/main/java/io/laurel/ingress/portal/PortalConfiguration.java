package io.laurel.ingress.portal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.laurel.ingress.access.Asking;
import io.laurel.ingress.access.Dialect;
import io.laurel.ingress.apikey.KeyUse;
import io.laurel.ingress.portal.Admission.Choice;
import io.laurel.web.ErrorShape;
import io.laurel.web.ErrorWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the portal's check before its paths, and gives its errors their shape. */
@Configuration(proxyBeanMethods = false)
class PortalConfiguration {

    /** With the check of API keys: after the request was counted. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    /**
     * One sentence for a person.
     *
     * @param districts where somebody must say in which of theirs they want to be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PortalError(String error, @Nullable List<Admission.District> districts) {}

    @Bean
    FilterRegistrationBean<PortalFilter> portalFilter(KeyUse use, ErrorWriter errors) {
        var registration = new FilterRegistrationBean<>(new PortalFilter(use, errors));
        registration.setOrder(ORDER);
        return registration;
    }

    @Bean
    ErrorShape errorShape() {
        return (request, error) -> Dialect.of(request) == Dialect.PORTAL
                ? new PortalError(
                        error.message(),
                        Asking.get(request, Choice.class).map(Choice::districts).orElse(null))
                : error;
    }
}
