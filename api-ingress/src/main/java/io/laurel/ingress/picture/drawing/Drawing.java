package io.laurel.ingress.picture.drawing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Timer;
import java.util.TimerTask;
import javax.imageio.ImageIO;

/**
 * The program that draws: a picture comes in on its standard input, the PNG goes out on its standard output. It is a program
 * because nothing within a Java process can stop a drawing that does not end (a thousand scans of a JPEG, a path with a
 * million dashes); it knows nothing but the picture, has no configuration, and ends itself if nobody else does.
 *
 * <p>Its exit status says how it went; a reason for a person is written in place of the PNG.
 */
public final class Drawing {

    /** The picture was drawn. */
    public static final int DRAWN = 0;

    /** The picture cannot be drawn; why stands on the standard output. */
    public static final int REFUSED = 2;

    /** It took more memory than there is: the status that the Java machine itself ends with. */
    public static final int TOO_LARGE = 3;

    /** It took longer than it may. */
    public static final int TOO_LONG = 4;

    private Drawing() {}

    /** Draws one picture: its kind, the longest side of the PNG in pixels, the milliseconds it may take. */
    public static void main(String[] arguments) throws IOException {
        endAfter(Long.parseLong(arguments[2]));
        // Not System.in and System.out: libraries may write to the latter, and only bytes of ours belong there.
        try (var in = new FileInputStream(FileDescriptor.in);
                var out = new FileOutputStream(FileDescriptor.out)) {
            int status = draw(in.readAllBytes(), arguments[0], Integer.parseInt(arguments[1]), out);
            out.flush();
            Runtime.getRuntime().halt(status);
        }
    }

    private static int draw(byte[] picture, String kind, int longestSide, FileOutputStream out) throws IOException {
        try {
            var image =
                    kind.equals("SVG") ? Vector.draw(picture, longestSide) : Raster.draw(picture, kind, longestSide);
            out.write(png(image));
            return DRAWN;
        } catch (UndrawableException e) {
            out.write(e.why().getBytes(UTF_8));
            return REFUSED;
        }
    }

    private static byte[] png(BufferedImage image) throws IOException {
        var png = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        if (!ImageIO.write(image, "png", png)) {
            throw new IOException("no PNG writer takes the image");
        }
        return png.toByteArray();
    }

    private static void endAfter(long milliseconds) {
        new Timer("end", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                Runtime.getRuntime().halt(TOO_LONG);
                            }
                        },
                        milliseconds);
    }

    /** An empty image, and what draws on it as well as it can. */
    static Graphics2D canvas(BufferedImage image) {
        var graphics = image.createGraphics();
        graphics.setComposite(AlphaComposite.SrcOver);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        return graphics;
    }
}
