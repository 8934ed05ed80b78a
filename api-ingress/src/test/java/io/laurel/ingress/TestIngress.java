package io.laurel.ingress;

import io.laurel.persistence.Schema;
import io.laurel.test.TestBroker;
import io.laurel.test.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** A whole ingress beside the test's own, on the same database and broker, behind a proxy that it trusts: the test. */
final class TestIngress implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private TestIngress(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static TestIngress start(
            int instance, String jdbcUrl, TestDatabase database, TestBroker broker, Clock clock, String... more) {
        var settings = List.of(
                "--server.port=0",
                "--laurel.instance=" + instance,
                "--laurel.base-url=https://badges.example/",
                "--laurel.session.key=" + Edge.SESSION_KEY,
                "--laurel.limits.trusted-proxies=127.0.0.1",
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=" + Schema.Role.INGRESS.user(),
                "--spring.datasource.password=" + database.password(),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers());
        return new TestIngress(new SpringApplicationBuilder(IngressApplication.class)
                .initializers((GenericApplicationContext context) -> {
                    context.getBeanFactory().registerSingleton("withoutTests", new WithoutTests());
                    context.registerBean("clock", Clock.class, () -> clock);
                })
                .run(Stream.concat(settings.stream(), Stream.of(more)).toArray(String[]::new)));
    }

    /** The scan of the application's package must not find what this room's tests configure. */
    private static final class WithoutTests extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory types) {
            return type.getAnnotationMetadata().isAnnotated(TestConfiguration.class.getName());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof WithoutTests;
        }

        @Override
        public int hashCode() {
            return WithoutTests.class.hashCode();
        }
    }

    /** A request that comes from the address. */
    HttpRequest.Builder request(String address, String path) {
        var port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", address);
    }

    HttpRequest.Builder request(String address, String path, String key) {
        return request(address, path).header("Authorization", "Bearer " + key);
    }

    /** How often what the timer measures was done. */
    double timed(String timer) {
        return context.getBean(MeterRegistry.class).get(timer).timer().count();
    }

    /** Every answer is what the OpenAPI document says it can be. */
    HttpResponse<String> send(HttpRequest.Builder request) {
        var answer = sendAnyway(request.build());
        Contract.served(() -> sendAnyway(request("203.0.113.1", "/openapi.json").build()))
                .check(answer.request(), answer);
        return answer;
    }

    private HttpResponse<String> sendAnyway(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
