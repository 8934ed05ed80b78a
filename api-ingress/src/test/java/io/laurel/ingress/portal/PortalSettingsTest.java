package io.laurel.ingress.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PortalSettingsTest {

    @Test
    void whatIsNotSetIsThreeToAMailboxAndSixtyFromASource() {
        var settings = bound(Map.of());
        assertThat(settings.codesPerMailbox()).isEqualTo(3);
        assertThat(settings.mostCodesOfSource()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({"off", "false"})
    void sourcesNeedNotBeCounted(String off) {
        assertThat(bound(Map.of("laurel.portal.codes-per-source", off)).mostCodesOfSource())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "codes-per-mailbox, 0",
        "codes-per-mailbox, -1",
        "codes-per-source, 0",
        "codes-per-source, many",
        "codes-per-source, ''"
    })
    void aBadValueIsRefusedByItsName(String name, String value) {
        assertThatThrownBy(() -> bound(Map.of("laurel.portal." + name, value)))
                .rootCause()
                .hasMessageStartingWith("laurel.portal." + name);
    }

    private static PortalSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("laurel.portal", PortalSettings.class);
    }
}
