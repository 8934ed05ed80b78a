package io.laurel.ingress.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.laurel.openbadges.encoding.Sha256;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A picture in the form that badges are baked in. */
final class Rendition {

    /** The signature and the header chunk, which comes first in every PNG. */
    private static final int AFTER_HEADER = 8 + 25;

    private final byte[] png;
    private final byte @Nullable [] svg;

    private Rendition(byte[] png, byte @Nullable [] svg) {
        this.png = png;
        this.svg = svg;
    }

    static Rendition of(byte[] png) {
        return new Rendition(png, null);
    }

    /**
     * The rendition of an SVG names its original in a chunk of text. So two originals that look alike have two renditions and
     * two addresses, and nobody's original can be shown in another's place.
     */
    static Rendition of(byte[] png, byte[] svg) {
        byte[] chunk = text("Source\0SVG sha256:" + sha256(svg));
        var named = ByteBuffer.allocate(png.length + chunk.length)
                .put(png, 0, AFTER_HEADER)
                .put(chunk)
                .put(png, AFTER_HEADER, png.length - AFTER_HEADER);
        return new Rendition(named.array(), svg);
    }

    /** The SHA-256 of the PNG, in hex. */
    String address() {
        return sha256(png);
    }

    byte[] png() {
        return png;
    }

    /** The original, where it came as an SVG. */
    byte @Nullable [] svg() {
        return svg;
    }

    private static byte[] text(String keywordAndText) {
        byte[] content = ("tEXt" + keywordAndText).getBytes(ISO_8859_1);
        var checksum = new CRC32();
        checksum.update(content);
        return ByteBuffer.allocate(content.length + 8)
                .putInt(content.length - 4)
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }
}
