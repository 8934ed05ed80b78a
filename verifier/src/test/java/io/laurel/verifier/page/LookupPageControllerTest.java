package io.laurel.verifier.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupPageControllerTest {

    @ParameterizedTest
    @CsvSource({
        "CRD-7K2M9QXA, CRD-7K2M9QXA",
        "' crd-7k2m9qxa ', CRD-7K2M9QXA",
        "7k2m9qxa, CRD-7K2M9QXA",
        "crd 7k2m 9qxa, CRD-7K2M9QXA",
        "CRD–7K2M9QXA, CRD-7K2M9QXA",
        "CRD7K2M9QXA, CRD-7K2M9QXA",
        "CRD12345, CRD-CRD12345",
        "https://example.com/verify/CRD-7K2M9QXA, CRD-7K2M9QXA",
        "http://localhost:8080/verify/crd-7k2m9qxa/, CRD-7K2M9QXA",
        "/verify/0198AE5C-0000-7000-8000-000000000001, 0198ae5c-0000-7000-8000-000000000001"
    })
    void theIdThatWasMeantIsFound(String typed, String meant) {
        assertThat(LookupPageController.idIn(typed)).hasValue(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "CRD-", "CRD-7K2M9QX", "CRD-7K2M9QXAB", "CRD-ÄÄÄÄÄÄÄÄ", "//evil.example", "<b>"})
    void whatCanBeNoIdIsNone(String typed) {
        assertThat(LookupPageController.idIn(typed)).isEmpty();
    }
}
