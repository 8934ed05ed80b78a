package io.laurel.localstack.demo;

import java.awt.BasicStroke;
import java.awt.Paint;
import java.awt.Shape;

/** What a picture is drawn on. */
interface Sheet {

    void fill(Shape shape, Paint paint);

    void outline(Shape shape, Paint paint, BasicStroke pen);

    /** What follows is drawn from the other side. */
    void mirror();
}
