package io.laurel.worker.lms;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the columns of our tables hold as JSON. */
final class Json {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final TypeReference<Map<String, String>> PATTERNS = new TypeReference<>() {};

    private Json() {}
}
