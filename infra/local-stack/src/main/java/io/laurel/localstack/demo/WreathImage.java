package io.laurel.localstack.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A badge: a star on a disc in a wreath of laurel.
 *
 * @param disc the colour of the disc
 * @param leaf the colour of the leaves
 * @param points how many points the star has
 */
record WreathImage(Color disc, Color leaf, int points) {

    private static final int SIZE = 400;
    private static final double CENTRE = SIZE / 2.0;
    private static final int LEAVES = 11;
    private static final double WREATH = 152;
    private static final double DISC = 112;

    byte[] png() {
        var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
        var canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        canvas.translate(CENTRE, CENTRE);
        draw(new PixelSheet(canvas));
        canvas.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The same picture at any size. */
    byte[] svg() {
        var sheet = new SvgSheet(SIZE, "A star in a wreath of laurel");
        draw(sheet);
        return sheet.text().getBytes(UTF_8);
    }

    private void draw(Sheet sheet) {
        drawDisc(sheet);
        drawStar(sheet);
        drawBranch(sheet);
        sheet.mirror();
        drawBranch(sheet);
    }

    private void drawDisc(Sheet sheet) {
        var light = new RadialGradientPaint(
                new Point2D.Double(-35, -45), (float) (1.6 * DISC), new float[] {0, 1}, new Color[] {
                    disc.brighter(), disc.darker()
                });
        sheet.fill(circle(DISC), light);
        sheet.outline(circle(DISC - 10), new Color(255, 255, 255, 90), new BasicStroke(2.5f));
    }

    private void drawStar(Sheet sheet) {
        var star = new Path2D.Double();
        for (int i = 0; i < 2 * points; i++) {
            double angle = Math.PI * i / points - Math.PI / 2;
            double radius = i % 2 == 0 ? 72 : 32;
            if (i == 0) {
                star.moveTo(radius * Math.cos(angle), radius * Math.sin(angle));
            } else {
                star.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
            }
        }
        star.closePath();
        var gold = new LinearGradientPaint(
                0, -72, 0, 72, new float[] {0, 1}, new Color[] {new Color(0xFFF3C4), new Color(0xE3A72F)});
        sheet.outline(star, gold, new BasicStroke(8, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        sheet.fill(star, gold);
    }

    /** The right branch, from the knot at the foot to the tip beside the top. */
    private void drawBranch(Sheet sheet) {
        var stem = new Path2D.Double();
        stem.moveTo(0, WREATH + 8);
        for (int step = 0; step <= 60; step++) {
            var at = onWreath(step / 60.0);
            stem.lineTo(at.getX(), at.getY());
        }
        sheet.outline(stem, leaf.darker(), new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int i = 0; i < LEAVES; i++) {
            double along = (i + 0.7) / LEAVES;
            double size = 46 - 14 * along;
            drawLeaf(sheet, along, size, 0.55);
            drawLeaf(sheet, along, size * 0.85, -0.6);
        }
        drawLeaf(sheet, 1, 34, 0);
    }

    private void drawLeaf(Sheet sheet, double along, double length, double turn) {
        var at = onWreath(along);
        var placed = AffineTransform.getTranslateInstance(at.getX(), at.getY());
        placed.rotate(-angle(along) + turn);
        var blade = new Path2D.Double();
        blade.moveTo(0, 0);
        blade.curveTo(0.35 * length, -0.38 * length, 0.8 * length, -0.2 * length, length, 0);
        blade.curveTo(0.8 * length, 0.2 * length, 0.35 * length, 0.38 * length, 0, 0);
        Shape shape = placed.createTransformedShape(blade);
        sheet.fill(shape, turn > 0 ? leaf : leaf.brighter());
        sheet.outline(shape, leaf.darker(), new BasicStroke(1.2f));
    }

    /** From 0, at the foot, to 1. */
    private static Point2D onWreath(double along) {
        double around = 0.1 + 2.45 * along;
        return new Point2D.Double(WREATH * Math.sin(around), WREATH * Math.cos(around));
    }

    /** The direction of growth there. */
    private static double angle(double along) {
        return 0.1 + 2.45 * along;
    }

    private static Shape circle(double radius) {
        return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
    }
}
