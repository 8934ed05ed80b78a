package io.laurel.localstack.demo;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;

/** Draws with pixels. */
record PixelSheet(Graphics2D canvas) implements Sheet {

    @Override
    public void fill(Shape shape, Paint paint) {
        canvas.setPaint(paint);
        canvas.fill(shape);
    }

    @Override
    public void outline(Shape shape, Paint paint, BasicStroke pen) {
        canvas.setPaint(paint);
        canvas.setStroke(pen);
        canvas.draw(shape);
    }

    @Override
    public void mirror() {
        canvas.scale(-1, 1);
    }
}
