package io.laurel.localstack.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.MultipleGradientPaint;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes what is drawn as an SVG whose middle is the origin. */
final class SvgSheet implements Sheet {

    private static final String COMMANDS = "MLQCZ";
    private static final int[] COORDINATES = {2, 2, 4, 6, 0};

    private final StringBuilder svg = new StringBuilder();
    private int gradients;
    private boolean mirrored;

    SvgSheet(int size, String title) {
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%1$d\" viewBox=\"%2$d %2$d %1$d %1$d\">\n"
                        .formatted(size, -size / 2));
        svg.append("<title>").append(title).append("</title>\n");
    }

    @Override
    public void fill(Shape shape, Paint paint) {
        var fill = paint(paint, "fill");
        svg.append("<path d=\"").append(path(shape)).append('"').append(fill).append("/>\n");
    }

    @Override
    public void outline(Shape shape, Paint paint, BasicStroke pen) {
        var stroke = paint(paint, "stroke");
        svg.append("<path d=\"").append(path(shape)).append("\" fill=\"none\"").append(stroke);
        svg.append(" stroke-width=\"").append(number(pen.getLineWidth())).append('"');
        if (pen.getLineJoin() == BasicStroke.JOIN_ROUND) {
            svg.append(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
        }
        svg.append("/>\n");
    }

    @Override
    public void mirror() {
        svg.append("<g transform=\"scale(-1 1)\">\n");
        mirrored = true;
    }

    String text() {
        return svg + (mirrored ? "</g>\n" : "") + "</svg>\n";
    }

    private String paint(Paint paint, String use) {
        return switch (paint) {
            case Color colour ->
                " " + use + "=\"" + hex(colour) + '"'
                        + (colour.getAlpha() == 255
                                ? ""
                                : " " + use + "-opacity=\"" + number(colour.getAlpha() / 255.0) + '"');
            case LinearGradientPaint gradient -> {
                var from = gradient.getStartPoint();
                var to = gradient.getEndPoint();
                yield gradient(
                        use,
                        gradient,
                        "linearGradient",
                        "x1",
                        from.getX(),
                        "y1",
                        from.getY(),
                        "x2",
                        to.getX(),
                        "y2",
                        to.getY());
            }
            case RadialGradientPaint gradient -> {
                var centre = gradient.getCenterPoint();
                yield gradient(use, gradient, "radialGradient", "cx", centre.getX(), "cy", centre.getY(), "r", (double)
                        gradient.getRadius());
            }
            default -> throw new IllegalArgumentException("no way to write " + paint.getClass());
        };
    }

    private String gradient(String use, MultipleGradientPaint paint, String element, Object... namesAndValues) {
        var id = "g" + ++gradients;
        svg.append('<').append(element).append(" id=\"").append(id).append("\" gradientUnits=\"userSpaceOnUse\"");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            svg.append(' ')
                    .append(namesAndValues[i])
                    .append("=\"")
                    .append(number((Double) namesAndValues[i + 1]))
                    .append('"');
        }
        svg.append('>');
        for (int i = 0; i < paint.getColors().length; i++) {
            svg.append("<stop offset=\"%s\" stop-color=\"%s\"/>"
                    .formatted(number(paint.getFractions()[i]), hex(paint.getColors()[i])));
        }
        svg.append("</").append(element).append(">\n");
        return " " + use + "=\"url(#" + id + ")\"";
    }

    private static String path(Shape shape) {
        var path = new StringBuilder();
        double[] at = new double[6];
        for (var segments = shape.getPathIterator(null); !segments.isDone(); segments.next()) {
            int kind = segments.currentSegment(at);
            path.append(COMMANDS.charAt(kind));
            for (int i = 0; i < COORDINATES[kind]; i++) {
                path.append(i == 0 ? "" : " ").append(number(at[i]));
            }
        }
        return path.toString();
    }

    private static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
    }

    private static String number(double value) {
        var rounded =
                BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
