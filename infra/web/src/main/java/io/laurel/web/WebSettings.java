package io.laurel.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What all services let be set of their HTTP side.
 *
 * @param maxBody the largest body that is read where a service says nothing else
 */
@ConfigurationProperties("laurel.web")
record WebSettings(@DefaultValue("1MB") DataSize maxBody) {

    WebSettings {
        if (maxBody.toBytes() <= 0) {
            throw new IllegalArgumentException("laurel.web.max-body must be positive");
        }
    }
}
