package io.laurel.openbadges.baking;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laurel.openbadges.BakingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SvgSafetyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script>",
                "<script href='data:text/javascript,alert(1)'/>",
                "<g><defs><script/></defs></g>",
                "<foreignObject><b xmlns='http://www.w3.org/1999/xhtml'>x</b></foreignObject>",
                "<desc><iframe xmlns='http://www.w3.org/1999/xhtml'/></desc>",
                "<metadata><x:script xmlns:x='http://www.w3.org/1999/xhtml'/></metadata>",
                "<handler type='application/ecmascript'/>",
                "<a href='https://example.com'><g/></a>",
                "<g onclick='x()'/>",
                "<g ONLOAD='x()'/>",
                "<animate attributeName='x' onbegin='x()'/>",
                "<use href='https://example.com/a.svg#b'/>",
                "<use xlink:href='a.svg#b'/>",
                "<image href='https://example.com/a.png'/>",
                "<image href='//example.com/a.png'/>",
                "<image xlink:href='file:///etc/passwd'/>",
                "<image href='data:image/svg+xml,%3Csvg/%3E'/>",
                "<image href='data:text/html,x'/>",
                "<use href=' javascript:x()'/>",
                "<feImage href='http://example.com/a'/>",
                "<set attributeName='href' to='javascript:x()'/>",
                "<animate attributeName='xlink:href' values='javascript:x()'/>",
                "<g xml:base='https://example.com/'><use href='#a'/></g>",
                "<rect fill='url(https://example.com/a.svg#b)'/>",
                "<rect filter='url( \"//example.com/a\" )'/>",
                "<rect style='fill:URL(a.svg#b)'/>",
                "<rect style='fill:u\\72l(http://example.com)'/>",
                "<rect fill='\\75rl(http://example.com)'/>",
                "<style>@import 'https://example.com/a.css';</style>",
                "<style>@\\69mport 'https://example.com/a.css';</style>",
                "<style>rect { fill: url(//example.com/a) }</style>",
                "<style><![CDATA[rect { background: image-set('https://example.com/a' 1x) }]]></style>",
                "<style>@font-face { src: url(https://example.com/a.woff) }</style>",
                "<style><g/></style>",
                "<?xml-stylesheet href='https://example.com/a.css'?>"
            })
    void whatCouldRunOrLoadSomethingIsRefused(String inside) {
        assertThatThrownBy(() -> SvgPlate.of(svg(inside)))
                .isInstanceOf(BakingException.class)
                .hasMessageNotContaining("cannot be read: Und");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<defs><linearGradient id='a'><stop offset='0'/></linearGradient></defs><rect fill='url(#a)'/>",
                "<rect style=\"fill:url( '#a' );stroke:red\" filter='url(&quot;#b&quot;)'/>",
                "<use xlink:href='#a' href='#b'/>",
                "<image href='data:image/png;base64,iVBORw0KGgo='/>",
                "<style type='text/css'><![CDATA[.a > .b { fill: url(#a) } @font-face { src: url(data:font/woff2;base64,AA) }]]></style>",
                "<animateTransform attributeName='transform' type='rotate' from='0' to='360' dur='9s'/>",
                "<title>Once upon a time</title><text font-family='Serif'>on</text>",
                "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:li r:resource='https://example.com'/></r:RDF></metadata>",
                "<i:namedview xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:label='C:\\a(b)'/>",
                "<?pi of another program?><!-- <script> -->"
            })
    void whatIsOnlyDrawnIsWelcome(String inside) {
        assertThatCode(() -> SvgPlate.of(svg(inside))).doesNotThrowAnyException();
    }

    @Test
    void theRootIsLookedAtToo() {
        String root = "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>";
        String styled = "<?xml-stylesheet href='a'?><svg xmlns='http://www.w3.org/2000/svg'/>";

        assertThatThrownBy(() -> SvgPlate.of(root.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("onload");
        assertThatThrownBy(() -> SvgPlate.of(styled.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("style sheet");
    }

    private static byte[] svg(String inside) {
        String start = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>";
        return (start + inside + "</svg>").getBytes(StandardCharsets.UTF_8);
    }
}
