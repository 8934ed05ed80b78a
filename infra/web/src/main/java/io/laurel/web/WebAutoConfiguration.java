package io.laurel.web;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import tools.jackson.databind.JacksonModule;

/** Gives every service the same HTTP manners. */
@AutoConfiguration(beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(WebSettings.class)
public class WebAutoConfiguration {

    /** Filters of the services come after this order; before it is only the request's id. */
    public static final int BODY_LIMIT_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

    @Bean
    @ConditionalOnMissingBean
    ErrorPage errorPage() {
        return new PlainErrorPage();
    }

    @Bean
    @ConditionalOnMissingBean
    ErrorShape errorShape() {
        return ErrorShape.OURS;
    }

    @Bean
    ErrorWriter errorWriter(ErrorPage page, ErrorShape shape) {
        return new ErrorWriter(page, shape);
    }

    @Bean
    ErrorResolver errorResolver(ErrorWriter writer) {
        return new ErrorResolver(writer);
    }

    @Bean
    ServletErrors servletErrors(ErrorWriter writer) {
        return new ServletErrors(writer);
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        var registration = new FilterRegistrationBean<>(new RequestIdFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return registration;
    }

    /** What every request may send, or as much as an upload's own limit allows where that is more. */
    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
            ObjectProvider<BodyLimit> uploads, WebSettings settings, ErrorWriter errors) {
        var limits = uploads.stream().toList();
        BodyLimit largest = request -> limits.stream()
                .mapToLong(limit -> limit.bytes(request))
                .reduce(settings.maxBody().toBytes(), Math::max);
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(largest, errors));
        registration.setOrder(BODY_LIMIT_ORDER);
        return registration;
    }

    @Bean
    JacksonModule timestamps() {
        return Timestamps.module();
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> tomcatErrors(ErrorWriter writer) {
        return factory -> factory.addContextCustomizers(context -> {
            var host = (StandardHost) context.getParent();
            host.getPipeline().addValve(new TomcatErrorValve(writer));
            // Tomcat adds its own only where it finds none of this name.
            host.setErrorReportValveClass(TomcatErrorValve.class.getName());
        });
    }
}
