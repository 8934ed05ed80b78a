package io.laurel.notifier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.notifier.mail.MailSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class SettingsTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties({DispatchSettings.class, MailSettings.class})
    static class Settings {}

    @Test
    void theDefaultsAreThese() {
        context.run(started -> {
            assertThat(started.getBean(DispatchSettings.class))
                    .isEqualTo(new DispatchSettings(
                            2,
                            100,
                            Duration.ofSeconds(20),
                            Duration.ofMinutes(3),
                            Duration.ofSeconds(1),
                            20,
                            Duration.ofSeconds(30),
                            Duration.ofHours(2),
                            Duration.ofSeconds(10)));
            assertThat(started.getBean(MailSettings.class)).isEqualTo(new MailSettings("credentials@laurel.localhost"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "laurel.dispatch.senders=0",
                "laurel.dispatch.batch=100000",
                "laurel.dispatch.mail-time=0s",
                "laurel.dispatch.poll=0s",
                "laurel.mail.from=nobody"
            })
    void aBadValueStopsTheStartWithItsName(String property) {
        var name = property.substring("laurel.".length(), property.indexOf('='));
        var field = name.substring(name.lastIndexOf('.') + 1);
        context.withPropertyValues(property)
                .run(started -> assertThat(started).getFailure().hasStackTraceContaining(field));
    }
}
