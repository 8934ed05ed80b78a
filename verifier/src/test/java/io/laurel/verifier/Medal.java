package io.laurel.verifier;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws a badge that is nice to look at, for the tests that show one. */
final class Medal {

    private Medal() {}

    /** A picture of its own for each name. */
    static byte[] pngOf(String name) {
        var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, name.hashCode());
        return png(image);
    }

    static byte[] png() {
        var image = new BufferedImage(480, 480, BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setPaint(new GradientPaint(80, 40, new Color(0xE9B44C), 400, 440, new Color(0xB7791F)));
        pen.fill(star(240, 240, 232, 210, 24));
        disc(pen, 190, new Color(0x14532D));
        pen.setPaint(new GradientPaint(120, 80, new Color(0x1F7A4D), 360, 420, new Color(0x0F3D24)));
        pen.fill(new Ellipse2D.Double(62, 62, 356, 356));
        pen.setColor(new Color(0xF6E7C1));
        pen.setStroke(new BasicStroke(5));
        pen.draw(new Ellipse2D.Double(80, 80, 320, 320));
        book(pen);
        pen.dispose();
        return png(image);
    }

    private static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void disc(Graphics2D pen, int radius, Color color) {
        pen.setColor(color);
        pen.fill(new Ellipse2D.Double(240 - radius, 240 - radius, 2.0 * radius, 2.0 * radius));
    }

    private static void book(Graphics2D pen) {
        pen.setColor(new Color(0xF6E7C1));
        pen.fill(page(-1));
        pen.fill(page(1));
        pen.setColor(new Color(0xE9B44C));
        pen.fill(AffineTransform.getTranslateInstance(0, -90).createTransformedShape(star(240, 240, 34, 14, 5)));
    }

    private static Path2D page(int side) {
        var page = new Path2D.Double();
        page.moveTo(240 + side * 5, 216);
        page.curveTo(240 + side * 45, 190, 240 + side * 80, 192, 240 + side * 105, 204);
        page.lineTo(240 + side * 105, 318);
        page.curveTo(240 + side * 80, 306, 240 + side * 45, 304, 240 + side * 5, 330);
        page.closePath();
        return page;
    }

    private static Path2D star(double x, double y, double outer, double inner, int points) {
        var star = new Path2D.Double();
        for (int i = 0; i < 2 * points; i++) {
            double radius = i % 2 == 0 ? outer : inner;
            double angle = Math.PI * i / points - Math.PI / 2;
            double px = x + radius * Math.cos(angle);
            double py = y + radius * Math.sin(angle);
            if (i == 0) {
                star.moveTo(px, py);
            } else {
                star.lineTo(px, py);
            }
        }
        star.closePath();
        return star;
    }
}
