package io.laurel.ingress.session;

import io.laurel.web.ApiException;
import io.laurel.web.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;

/**
 * What protects browsers: security headers on every answer, and no request that changes something on the strength of a
 * cookie alone. Who may do what is not decided here but by the rule of each endpoint.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 30;
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final List<String> FORMS = List.of("/account/", "/portal/");

    /** They neither read a cookie nor set one. */
    private static final Set<String> WITHOUT_COOKIES = Set.of("/api/auth/request", "/api/auth/verify");

    private static final String POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    FilterRegistrationBean<SessionFilter> sessionFilter(SessionTokens tokens, ErrorWriter errors) {
        var registration = new FilterRegistrationBean<>(new SessionFilter(tokens, errors));
        registration.setOrder(ORDER);
        return registration;
    }

    @Bean
    SecurityFilterChain browsers(HttpSecurity http, SessionCookies cookies, ErrorWriter errors) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.csrfTokenRepository(cookies.forgeryTokens())
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(SecurityConfiguration::isChangeByCookie))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(
                        exceptions -> exceptions.accessDeniedHandler((request, response, denied) -> errors.write(
                                request,
                                response,
                                ApiException.forbidden("The request lacks the X-XSRF-TOKEN header with the value of the"
                                        + " XSRF-TOKEN cookie."))))
                .build();
    }

    /** Nobody signs in by Spring Security's own means; without this bean it would invent a user. */
    @Bean
    UserDetailsService nobody() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }

    /** What a browser would send by itself from any page: the forms of our own pages, and whatever comes with a cookie. */
    private static boolean isChangeByCookie(HttpServletRequest request) {
        return !HARMLESS.contains(request.getMethod())
                && request.getHeader("Authorization") == null
                && !WITHOUT_COOKIES.contains(request.getServletPath())
                && (FORMS.stream().anyMatch(request.getServletPath()::startsWith)
                        || SessionCookies.arePresent(request));
    }
}
