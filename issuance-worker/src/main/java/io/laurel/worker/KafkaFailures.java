package io.laurel.worker;

import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** What a listener throws means that the database or the broker is away: its batch is repeated, in order, until they are back. */
@Configuration(proxyBeanMethods = false)
class KafkaFailures {

    @Bean
    CommonErrorHandler repeatUntilItSucceeds() {
        var backOff = new ExponentialBackOff(200, 2.0);
        backOff.setMaxInterval(5_000);
        var handler = new DefaultErrorHandler(backOff);
        // The default would give up on failures that it takes for programming errors; the listeners have sorted those
        // out.
        handler.setClassifications(Map.of(), true);
        return handler;
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
