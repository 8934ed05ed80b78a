package io.laurel.test;

import io.laurel.persistence.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportAware;
import org.springframework.core.type.AnnotationMetadata;

/** See {@link WithPostgres}. */
@Configuration(proxyBeanMethods = false)
class PostgresConfiguration implements ImportAware {

    private Schema.@Nullable Role role;

    @Override
    public void setImportMetadata(AnnotationMetadata test) {
        role = test.getAnnotations().get(WithPostgres.class).getEnum("value", Schema.Role.class);
    }

    @Bean
    TestDatabase testDatabase() {
        return TestDatabase.create();
    }

    @Bean
    Given given(TestDatabase database) {
        return new Given(database.owner());
    }

    @Bean
    JdbcConnectionDetails jdbcConnectionDetails(TestDatabase database) {
        var user = Objects.requireNonNull(role).user();
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return user;
            }

            @Override
            public String getPassword() {
                return database.password();
            }

            @Override
            public String getJdbcUrl() {
                return database.jdbcUrl();
            }
        };
    }
}
