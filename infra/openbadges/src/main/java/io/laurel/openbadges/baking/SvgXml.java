package io.laurel.openbadges.baking;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.laurel.openbadges.BakingException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/** Reads an SVG as XML 1.0 in UTF-8: bounded in size and depth, no entities but XML's own, nothing loaded from anywhere. */
final class SvgXml {

    static final int MOST_BYTES = 5 * 1024 * 1024;

    private static final int DEEPEST = 200;
    private static final int MOST_ATTRIBUTES = 500;
    private static final WstxInputFactory FACTORY = factory();

    private SvgXml() {}

    private static WstxInputFactory factory() {
        // Not the platform's: it cannot tell where in the text an element begins and ends.
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MOST_BYTES);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is loaded for an SVG");
        });
        return factory;
    }

    /** Whether the bytes start as XML does. */
    static boolean begins(byte[] svg) {
        int at = hasByteOrderMark(svg) ? 3 : 0;
        while (at < svg.length && (svg[at] == ' ' || svg[at] == '\t' || svg[at] == '\r' || svg[at] == '\n')) {
            at++;
        }
        return (at < svg.length && svg[at] == '<') || isUtf16(svg);
    }

    /** The text, a byte order mark included: encoded again it is the same bytes. */
    static String decode(byte[] svg) {
        if (svg.length > MOST_BYTES) {
            throw new BakingException("the SVG is larger than 5 MB");
        }
        if (isUtf16(svg)) {
            throw new BakingException("the SVG is in UTF-16; only UTF-8 is read");
        }
        if (!begins(svg)) {
            // The parser would pass over a second byte order mark, and its locations with it.
            throw new BakingException("the file is no SVG");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(svg))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new BakingException("the SVG is not in UTF-8", broken);
        }
    }

    /** A reader of the text from the given place, which its locations count from. */
    static XMLStreamReader2 reader(String text, int from) throws XMLStreamException {
        return (XMLStreamReader2) FACTORY.createXMLStreamReader(new StringReader(text.substring(from)));
    }

    private static boolean hasByteOrderMark(byte[] svg) {
        return svg.length >= 3 && (svg[0] & 0xff) == 0xef && (svg[1] & 0xff) == 0xbb && (svg[2] & 0xff) == 0xbf;
    }

    /** By its byte order mark or, without one, by the zero beside the first character. */
    private static boolean isUtf16(byte[] svg) {
        if (svg.length < 2) {
            return false;
        }
        int start = ((svg[0] & 0xff) << 8) | (svg[1] & 0xff);
        return start == 0xFEFF || start == 0xFFFE || start == '<' || start == '<' << 8;
    }
}
