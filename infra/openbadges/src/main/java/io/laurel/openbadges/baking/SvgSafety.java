package io.laurel.openbadges.baking;

import io.laurel.openbadges.BakingException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Refuses an SVG that could run a script in a visitor's browser, or tell a stranger who looks at it. Elements are allowed by
 * name, so that what browsers learn tomorrow is refused today. Foreign markup is inert, save that of other live languages.
 */
final class SvgSafety implements SvgOutline.Judge {

    static final SvgSafety JUDGE = new SvgSafety();

    private static final Set<String> ELEMENTS = Set.of("""
            svg g defs symbol use switch view title desc metadata style
            path rect circle ellipse line polyline polygon image text tspan textPath
            linearGradient radialGradient stop pattern clipPath mask marker
            animate animateMotion animateTransform mpath set
            filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
            feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage
            feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
            """.split("\\s+"));

    private static final Set<String> LIVE_LANGUAGES = Set.of(
            "http://www.w3.org/1999/xhtml",
            "http://www.w3.org/1998/Math/MathML",
            "http://www.w3.org/1999/XSL/Transform",
            "http://www.w3.org/2001/xml-events");

    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final String RASTER = "data:image/(?:png|jpe?g|gif|webp|avif)[;,]";
    private static final Pattern REFERENCE = Pattern.compile("(?is)\\s*(?:#|" + RASTER + ").*");
    private static final Pattern LOADING_STYLE = Pattern.compile("(?i)@import|image-set\\s*\\(|url\\(\\s*+[\"']?+\\s*+"
            + "(?!#|" + RASTER + "|data:font/|data:application/(?:x-)?font-)");

    private SvgSafety() {}

    @Override
    public void instruction(String target) {
        if (target.equalsIgnoreCase("xml-stylesheet")) {
            throw refused("a style sheet of another file");
        }
    }

    @Override
    public void element(XMLStreamReader2 reader) throws XMLStreamException {
        String namespace = reader.getNamespaceURI();
        String name = reader.getLocalName();
        boolean drawn = SvgOutline.SVG.equals(namespace);
        if ((drawn && !ELEMENTS.contains(name)) || LIVE_LANGUAGES.contains(namespace)) {
            throw refused("the element " + name);
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attribute(reader.getAttributeNamespace(i), reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        if (drawn && name.equals("style")) {
            style(reader.getElementText());
        }
    }

    private static void attribute(String namespace, String name, String value) {
        boolean own = namespace == null || namespace.isEmpty();
        String lower = name.toLowerCase(Locale.ROOT);
        if (own && lower.startsWith("on")) {
            throw refused("the event handler " + name);
        }
        if (XML.equals(namespace) && lower.equals("base")) {
            throw refused("an address for all its references");
        }
        if ((lower.equals("href") || (own && lower.equals("src")))
                && !REFERENCE.matcher(value).matches()) {
            throw refused("a reference to something else than its own parts");
        }
        if (own
                && lower.equals("attributename")
                && value.toLowerCase(Locale.ROOT).contains("href")) {
            throw refused("a reference that changes");
        }
        if (own) {
            style(value);
        }
    }

    private static void style(String css) {
        // An escape could spell out what is looked for here.
        boolean escaped = css.indexOf('\\') >= 0 && (css.indexOf('(') >= 0 || css.indexOf('@') >= 0);
        if (escaped || LOADING_STYLE.matcher(css).find()) {
            throw refused("a style that loads something");
        }
    }

    private static BakingException refused(String what) {
        return new BakingException("the SVG holds " + what + ", which a badge must not");
    }
}
