package io.laurel.verifier.document;

import io.laurel.verifier.site.Documents;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * How much a client wants each kind of picture (RFC 9110, section 12.5.1), from 0, not at all, to 1. Browsers name both
 * alike, and get the PNG.
 */
record PictureWish(double png, double svg) {

    private static final Comparator<MediaType> MORE_EXACT = Comparator.comparing(MediaType::isWildcardType)
            .thenComparing(MediaType::isWildcardSubtype)
            .reversed();

    /** What an Accept header asks for; one that cannot be read asks for anything. */
    static PictureWish of(String accept) {
        try {
            var ranges = MediaType.parseMediaTypes(accept);
            return new PictureWish(quality(ranges, MediaType.IMAGE_PNG), quality(ranges, Documents.SVG));
        } catch (InvalidMediaTypeException unreadable) {
            return new PictureWish(1, 1);
        }
    }

    boolean ratherSvg() {
        return svg > png;
    }

    boolean svgOnly() {
        return svg > 0 && png == 0;
    }

    private static double quality(List<MediaType> ranges, MediaType type) {
        return ranges.stream()
                .filter(range -> range.includes(type))
                .max(MORE_EXACT)
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }
}
