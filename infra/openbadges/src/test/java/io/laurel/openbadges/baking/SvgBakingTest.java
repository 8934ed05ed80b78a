package io.laurel.openbadges.baking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.BakingException;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SvgBakingTest {

    private static final String NAMESPACE = "xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"";
    private static final String JSON = "{\"name\":\"Flüsse 😀 <&> \\\"\"}";
    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJuYW1lIjoiUml2ZXJzIn0.c2lnbmF0dXJl-_";

    @Test
    void theCredentialStandsDirectlyAfterTheRootsStartTag() {
        String svg =
                "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox='0 0 9 9'>\n  <path d=\"M0 0\"/>\n</svg>\n";

        assertThat(bake(svg, JSON))
                .isEqualTo("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox='0 0 9 9' "
                        + NAMESPACE
                        + "><openbadges:credential><![CDATA[" + JSON + "]]></openbadges:credential>"
                        + "\n  <path d=\"M0 0\"/>\n</svg>\n");
        assertThat(bake(svg, JWT))
                .contains("<openbadges:credential verify=\"" + JWT + "\"></openbadges:credential>\n  <path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<svg xmlns='http://www.w3.org/2000/svg' ><g/></svg>",
                "\uFEFF<?xml version='1.0' encoding='utf-8'?>\r\n<!-- > -->\r\n<?a > ?><svg xmlns='http://www.w3.org/2000/svg'\r\n a='>' b=\"/>\" >\r\n𝔅ü<g/></svg>\r\n",
                "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n<svg xmlns='http://www.w3.org/2000/svg'></svg>",
                "<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:g/></s:svg>",
                "<s:svg xmlns:s='http://www.w3.org/2000/svg' />",
                "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='http://openbadges.org'><openbadges:assertion verify='x'/></svg>",
                "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='https://purl.imsglobal.org/ob/v3p0'><g>&#x1F600;<![CDATA[<svg>]]></g></svg><!--𝔅-->"
            })
    void whatIsBakedInComesOutAgainAndTheRestStays(String svg) throws Exception {
        for (String credential : new String[] {JSON, JWT, "{\"a\":\"]]>\",\"b\":\"]]]]>>\"}"}) {
            String baked = bake(svg, credential);

            assertThat(extract(baked)).isEqualTo(credential);
            assertThat(DocumentBuilderFactory.newDefaultNSInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(bytes(baked.replaceFirst("<!DOCTYPE[^>]*>", ""))))
                            .getDocumentElement()
                            .getFirstChild()
                            .getNamespaceURI())
                    .isEqualTo("https://purl.imsglobal.org/ob/v3p0");
            assertThat(without(
                            baked,
                            "<openbadges:credential.*</openbadges:credential>",
                            " " + NAMESPACE,
                            "></s:svg>",
                            "></svg>",
                            "/>",
                            " "))
                    .isEqualTo(without(svg, " " + NAMESPACE, "></s:svg>", "></svg>", "/>", " "));
        }
    }

    @Test
    void anOlderCredentialIsReplaced() {
        String svg = "<svg xmlns='http://www.w3.org/2000/svg'>\n <g/>\n</svg>";
        String late = bake(svg, JSON)
                .replace("<g/>", "<g><o:credential xmlns:o='https://purl.imsglobal.org/ob/v3p0' verify='a.b.c'/></g>");

        assertThat(bake(bake(svg, JWT), JSON)).isEqualTo(bake(svg, JSON));
        assertThat(bake(late, JSON)).isEqualTo(bake(svg, JSON).replace("<g/>", "<g></g>"));
    }

    @Test
    void escapedTextIsReadToo() {
        assertThat(extract(holding("<o:credential>\n  {&quot;a&quot;:\"&lt;&#x1F600;\"}\n</o:credential>")))
                .isEqualTo("{\"a\":\"<😀\"}");
        assertThat(extract(holding("<o:credential verify=''>{\"a\"<!-- -->:<![CDATA[\"<\"]]>}</o:credential>")))
                .isEqualTo("{\"a\":\"<\"}");
        assertThat(extract(holding("<o:credential verify=' a.b.c '/>"))).isEqualTo("a.b.c");
        assertThat(Unbaker.extract(bytes(holding("<g/>")))).isEmpty();
        assertThat(Unbaker.extract(bytes(holding("<credential verify='a.b.c'/>"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<o:credential verify='a.b.c'/><o:credential verify='a.b.c'/>",
                "<o:credential verify='a.b.c'>{}</o:credential>",
                "<o:credential><o:credential>{}</o:credential></o:credential>",
                "<o:credential>{}<g/></o:credential>",
                "<o:credential>&xxe;</o:credential>",
                "<o:credential verify='&xxe;'/>",
                "<g>",
                "</svg><svg>",
                "&#0;",
                "<g a='1' a='2'/>"
            })
    void whatIsUnclearIsRefused(String inside) {
        assertThatThrownBy(() -> extract(holding(inside))).isInstanceOf(BakingException.class);
    }

    @Test
    void aCredentialOfMoreThanAMegabyteIsRefused() {
        String large = "{\"a\":\"" + "ü".repeat(CredentialChunk.MOST_BYTES / 2) + "\"}";

        assertThatThrownBy(() -> extract(holding("<o:credential>" + large + "</o:credential>")))
                .hasMessageContaining("1 MB");
    }

    /** U+FFFE and U+FFFF may stand in JSON and in no XML. */
    @Test
    void whatXmlCannotSayIsEscapedAsJson() {
        assertThat(extract(bake(holding(""), "{\"a\":\"\uFFFF\uFFFE\"}"))).isEqualTo("{\"a\":\"\\uFFFF\\uFFFE\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "a.b", "{\"a\":\"\u0001\"}", "a.b.c d", "a.b.c\"/><script/>"})
    void whatIsNoCredentialIsNotBaked(String credential) {
        assertThatThrownBy(() -> bake(holding(""), credential)).isInstanceOf(BakingException.class);
    }

    @Test
    void otherEncodingsAreRefusedInSoManyWords() {
        String svg = holding("");
        for (var utf16 :
                new Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE}) {
            assertThatThrownBy(() -> Unbaker.extract(svg.getBytes(utf16))).hasMessageContaining("UTF-16");
        }
        assertThatThrownBy(() -> Unbaker.extract(bytes("<?xml version='1.0' encoding='ISO-8859-1'?>" + svg)))
                .hasMessageContaining("ISO-8859-1");
        assertThatThrownBy(() -> Unbaker.extract("<svg>ü</svg>".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> Unbaker.extract(bytes("<?xml version='1.1'?>" + svg)))
                .hasMessageContaining("XML 1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE svg [<!ENTITY x \"y\">]>",
                "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE svg SYSTEM \"http://127.0.0.1:1/a.dtd\" [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/b\">%p;]>",
                "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
            })
    void entitiesOfItsOwnAreRefused(String prolog) {
        assertThatThrownBy(() -> extract(prolog + holding("<o:credential>&x;&c;</o:credential>")))
                .isInstanceOf(BakingException.class);
        assertThatThrownBy(() -> extract(prolog + holding("")))
                .isInstanceOf(BakingException.class)
                .hasMessageContaining("of its own");
    }

    @Test
    void itIsBoundedInSizeDepthAndNames() {
        assertThatThrownBy(() -> extract(holding("<g>".repeat(1_000) + "</g>".repeat(1_000))))
                .isInstanceOf(BakingException.class);
        assertThatThrownBy(() -> extract(holding(" ".repeat(SvgXml.MOST_BYTES))))
                .hasMessageContaining("5 MB");
        var attributes = new StringBuilder("<g");
        for (int i = 0; i < 1_000; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        assertThatThrownBy(() -> extract(holding(attributes + "/>"))).isInstanceOf(BakingException.class);
    }

    /** All of one hash: a table of names without a bound would compare each with all before. */
    @Test
    void namesThatCollideDoNotSlowTheReaderDown() {
        var colliding = new StringBuilder();
        for (int i = 0; i < 1 << 16; i++) {
            colliding.append('<');
            for (int bit = 0; bit < 17; bit++) {
                colliding.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            colliding.append("/>");
        }

        assertThatThrownBy(() -> extract(holding(colliding.toString()))).hasMessageContaining("names");
    }

    @Test
    void everyCutOffSvgIsRefused() {
        byte[] baked = bytes(bake(holding("<g a='b'>ü<!-- c --></g>"), JSON));
        for (int length = 0; length < baked.length; length++) {
            byte[] cut = Arrays.copyOf(baked, length);
            assertThatThrownBy(() -> Unbaker.extract(cut)).isInstanceOf(BakingException.class);
            assertThatThrownBy(() -> SvgPlate.of(cut)).isInstanceOf(BakingException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GIF89a",
                "{}",
                "<html/>",
                "\uFEFF\uFEFF<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<svg/>",
                "<html xmlns='http://www.w3.org/2000/svg'/>"
            })
    void whatIsNoSvgIsRefused(String file) {
        assertThatThrownBy(() -> Unbaker.extract(bytes(file))).isInstanceOf(BakingException.class);
        assertThatThrownBy(() -> SvgPlate.of(bytes(file))).isInstanceOf(BakingException.class);
    }

    private static String holding(String inside) {
        return "<svg xmlns='http://www.w3.org/2000/svg' xmlns:o='https://purl.imsglobal.org/ob/v3p0'>" + inside
                + "</svg>";
    }

    private static String bake(String svg, String credential) {
        return new String(SvgPlate.of(bytes(svg)).bake(bytes(credential)), StandardCharsets.UTF_8);
    }

    private static String extract(String svg) {
        return new String(Unbaker.extract(bytes(svg)).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static String without(String text, String... patterns) {
        String left = text;
        for (String pattern : patterns) {
            left = left.replaceAll("(?s)" + pattern, "");
        }
        return left;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
