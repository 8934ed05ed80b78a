package io.laurel.worker.testissuer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether there is a test issuer at all.
 *
 * @param enabled lets anyone who reaches the worker's port have anything signed by the test key
 */
@ConfigurationProperties("laurel.worker.test-issuer")
record TestIssuerProperties(@DefaultValue("false") boolean enabled) {}
