package io.laurel.ingress.picture;

import io.laurel.openbadges.BakingException;
import io.laurel.openbadges.baking.BakingPlate;
import io.laurel.openbadges.baking.SvgPlate;
import io.laurel.openbadges.baking.Unbaker;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import java.nio.ByteBuffer;
import org.springframework.stereotype.Component;

/**
 * Makes the PNG of a badge's picture, once, when it is uploaded. What leaves here has been through the very plates that the
 * worker and the verifier cut: a picture that either would refuse later is refused now, with the plate's own words.
 */
@Component
class Renditions {

    /** As many pixels as a screen shows of a badge, with some to spare. */
    static final int LONGEST_SIDE = 1200;

    /** Up to this many pixels on a side a plate takes a PNG; what is larger is drawn anew in any case. */
    private static final int LONGEST_SIDE_OF_A_PLATE = 4096;

    private static final int WIDTH_AT = 16;

    private final DrawingProcess drawings;

    Renditions(DrawingProcess drawings) {
        this.drawings = drawings;
    }

    Rendition of(byte[] picture) {
        var kind = PictureKind.of(picture)
                .orElseThrow(() -> ApiException.of(
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The image is neither a PNG, a JPEG, a WebP nor an SVG."));
        try {
            return switch (kind) {
                case PNG -> Rendition.of(png(picture));
                case SVG -> svg(picture);
                case JPEG, WEBP -> Rendition.of(drawn(picture, kind));
            };
        } catch (BakingException e) {
            throw ApiException.invalid("image", "cannot be used: " + e.getMessage());
        }
    }

    /** A small one stays as it is, with its animation, its colours and its words; a large one is made smaller. */
    private byte[] png(byte[] png) {
        int longest = longestSide(png);
        if (longest <= LONGEST_SIDE_OF_A_PLATE) {
            BakingPlate.of(png);
            requirePlain(png);
        }
        return longest <= LONGEST_SIDE ? png : drawn(png, PictureKind.PNG);
    }

    private Rendition svg(byte[] svg) {
        SvgPlate.of(svg);
        requirePlain(svg);
        var rendition = Rendition.of(drawings.draw(svg, PictureKind.SVG, LONGEST_SIDE), svg);
        BakingPlate.of(rendition.png());
        return rendition;
    }

    private byte[] drawn(byte[] picture, PictureKind kind) {
        byte[] png = drawings.draw(picture, kind, LONGEST_SIDE);
        BakingPlate.of(png);
        return png;
    }

    /** Somebody's credential in a badge's picture would be shown to everyone. */
    private static void requirePlain(byte[] picture) {
        if (Unbaker.extract(picture).isPresent()) {
            throw ApiException.invalid("image", "holds a credential already: upload the badge's plain picture");
        }
    }

    /** What the header says; 0 where there is none, which the plate refuses with better words. */
    private static int longestSide(byte[] png) {
        if (png.length < WIDTH_AT + 8) {
            return 0;
        }
        var header = ByteBuffer.wrap(png, WIDTH_AT, 8);
        return Math.max(header.getInt(), header.getInt());
    }
}
