package io.laurel.openbadges.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.laurel.openbadges.BakingException;
import io.laurel.openbadges.baking.SvgPlate;
import io.laurel.openbadges.baking.Unbaker;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SvgFuzzTest {

    private static final byte[] JSON = "{\"a\":\"]]>\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] JWT = "eyJ9.e30.AA".getBytes(StandardCharsets.UTF_8);

    static Stream<Arguments> seeds() {
        String svg = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:o='https://purl.imsglobal.org/ob/v3p0'>";
        return Stream.of(
                        svg + "<style>a{fill:url(#a)}</style><g fill='url(&quot;#b&quot;)'><use href='#c'/></g></svg>",
                        svg + "<o:credential verify='a.b.c'/></svg>",
                        svg + "<o:credential><![CDATA[{}]]></o:credential><script>x</script></svg>",
                        "<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE svg PUBLIC 'a' 'b'>\r\n<!-- c --><?d e?>" + svg
                                + "</svg>",
                        "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + svg + "&a;&#x1F600;&lt;</svg>",
                        "\uFEFF\uFEFF" + svg + "</svg>",
                        "<s:svg xmlns:s='http://www.w3.org/2000/svg' xmlns:openbadges='http://openbadges.org'/>")
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "1m")
    void anSvgIsReadOrRefused(byte[] svg) {
        try {
            Unbaker.extract(svg);
        } catch (BakingException refused) {
            // Its one way to fail.
        }
        SvgPlate plate;
        try {
            plate = SvgPlate.of(svg);
        } catch (BakingException refused) {
            return;
        }
        byte[] baked = plate.bake(JSON);
        assertThat(Unbaker.extract(baked)).hasValue(JSON);
        assertThat(Unbaker.extract(plate.bake(JWT))).hasValue(JWT);
        assertThat(SvgPlate.of(baked).bake(JSON)).isEqualTo(baked);
    }
}
