package io.laurel.ingress.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** What a picture is, told by its first bytes: a name or a Content-Type can say anything. */
enum PictureKind {
    PNG,
    JPEG,
    WEBP,
    SVG;

    private static final int LONGEST_START = 64;

    static Optional<PictureKind> of(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, LONGEST_START), ISO_8859_1);
        if (start.startsWith("\u0089PNG")) {
            return Optional.of(PNG);
        }
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        // Text that begins a tag, perhaps after a byte order mark: whether it is an SVG, and a safe one, its plate
        // says.
        return start.replaceFirst("^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff\u0000?)?\\s*", "")
                        .startsWith("<")
                ? Optional.of(SVG)
                : Optional.empty();
    }
}
