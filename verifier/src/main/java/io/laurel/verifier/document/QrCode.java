package io.laurel.verifier.document;

import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.ImageLineByte;
import ar.com.hjg.pngj.PngWriter;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Draws QR codes (ISO/IEC 18004) in black and white, one bit a pixel. */
final class QrCode {

    /** Pixels of one module: large enough to be printed at four centimetres. */
    private static final int SCALE = 12;

    /** Modules of white around the code, as the standard wants. */
    private static final int QUIET_ZONE = 4;

    private QrCode() {}

    static byte[] png(String text) {
        var modules = modules(text);
        int size = (modules.getWidth() + 2 * QUIET_ZONE) * SCALE;
        var bytes = new ByteArrayOutputStream();
        var writer = new PngWriter(bytes, new ImageInfo(size, size, 1, false, true, false));
        for (int y = 0; y < size; y++) {
            var line = new ImageLineByte(writer.imgInfo);
            for (int x = 0; x < size; x++) {
                line.getScanline()[x] =
                        (byte) (isDark(modules, x / SCALE - QUIET_ZONE, y / SCALE - QUIET_ZONE) ? 0 : 1);
            }
            writer.writeRow(line, y);
        }
        writer.end();
        return bytes.toByteArray();
    }

    private static boolean isDark(ByteMatrix modules, int x, int y) {
        return x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight() && modules.get(x, y) == 1;
    }

    private static ByteMatrix modules(String text) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code: " + text.length() + " characters", e);
        }
    }
}
