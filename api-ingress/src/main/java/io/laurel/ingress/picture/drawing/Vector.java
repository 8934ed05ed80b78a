package io.laurel.ingress.picture.drawing;

import com.ctc.wstx.stax.WstxInputFactory;
import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.parser.resources.ResourcePolicy;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import javax.xml.stream.XMLInputFactory;
import org.jspecify.annotations.Nullable;

/** Draws an SVG; nothing is loaded for it, and no script of it could run. */
final class Vector {

    private Vector() {}

    static BufferedImage draw(byte[] svg, int longestSide) throws UndrawableException {
        var document = load(svg);
        var size = document.size();
        double longest = Math.max(size.width, size.height);
        if (!(size.width > 0 && size.height > 0 && Double.isFinite(longest))) {
            throw new UndrawableException("is an SVG without a size");
        }
        int width = side(size.width / longest * longestSide);
        int height = side(size.height / longest * longestSide);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        var canvas = Drawing.canvas(image);
        document.renderWithPlatform(NullPlatformSupport.INSTANCE, canvas, new ViewBox(width, height));
        canvas.dispose();
        if (isEmpty(image)) {
            throw new UndrawableException("is an SVG that shows nothing");
        }
        return image;
    }

    private static SVGDocument load(byte[] svg) throws UndrawableException {
        var context = LoaderContext.builder()
                .externalResourcePolicy(ResourcePolicy.DENY_EXTERNAL)
                .build();
        @Nullable
        SVGDocument document = new SVGLoader()
                .load(() -> factory().createXMLEventReader(new ByteArrayInputStream(svg)), null, context);
        if (document == null) {
            throw new UndrawableException("is no SVG that can be drawn");
        }
        return document;
    }

    private static XMLInputFactory factory() {
        var factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private static int side(double exact) {
        return Math.max(1, (int) Math.round(exact));
    }

    private static boolean isEmpty(BufferedImage image) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        return Arrays.stream(pixels).noneMatch(pixel -> pixel >>> 24 != 0);
    }
}
