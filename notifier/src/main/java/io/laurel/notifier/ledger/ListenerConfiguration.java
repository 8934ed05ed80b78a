package io.laurel.notifier.ledger;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** While the ledger cannot be written, the batch waits and is offered again, for as long as it takes. */
@Configuration(proxyBeanMethods = false)
class ListenerConfiguration {

    @Bean
    CommonErrorHandler untilTheLedgerIsBack() {
        var backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(5_000);
        return new DefaultErrorHandler(null, backOff);
    }

    /** An Error would end the listener and leave the process alive: it is told as a failure, which is tried again. */
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> errorsEndNoListener() {
        MethodInterceptor errors = call -> {
            try {
                return call.proceed();
            } catch (Error e) {
                throw new IllegalStateException(e);
            }
        };
        return container -> container.getContainerProperties().setAdviceChain(errors);
    }
}
