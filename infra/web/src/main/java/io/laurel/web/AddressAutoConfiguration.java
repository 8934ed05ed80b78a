package io.laurel.web;

import io.laurel.contracts.PublicAddresses;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Tells every service where the front door is, also one that serves nothing itself. */
@AutoConfiguration
public class AddressAutoConfiguration {

    @Bean
    PublicAddresses publicAddresses(@Value("${laurel.base-url:http://localhost:8080}") URI base) {
        return new PublicAddresses(base);
    }
}
