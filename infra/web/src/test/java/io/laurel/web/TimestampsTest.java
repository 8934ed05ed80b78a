package io.laurel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TimestampsTest {

    @Test
    void anInstantAlwaysHasThreeDecimalsAndZ() {
        assertThat(Timestamps.format(Instant.parse("2026-01-15T10:00:00Z"))).isEqualTo("2026-01-15T10:00:00.000Z");
        assertThat(Timestamps.format(Instant.parse("2026-01-15T10:00:00.123456789Z")))
                .isEqualTo("2026-01-15T10:00:00.123Z");
    }

    @Test
    void aMapperWritesInstantsSo() {
        var mapper = JsonMapper.builder().addModule(Timestamps.module()).build();
        assertThat(mapper.writeValueAsString(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00.000Z\"");
    }
}
