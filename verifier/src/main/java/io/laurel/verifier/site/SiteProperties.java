package io.laurel.verifier.site;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the front door is.
 *
 * @param baseUrl the address that everybody reaches Laurel by
 */
@Validated
@ConfigurationProperties("laurel")
public record SiteProperties(
        @DefaultValue("http://localhost:8080") @NotNull URI baseUrl) {}
