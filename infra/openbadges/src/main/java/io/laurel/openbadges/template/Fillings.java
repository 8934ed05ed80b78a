package io.laurel.openbadges.template;

import io.laurel.openbadges.credential.Credential;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** What one credential fills the holes with, as canonical N-Quads write it (RDF 1.1 N-Quads, §4; RDFC-1.0, §5). */
final class Fillings {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final Hole[] HOLES = Hole.values();

    /** For lines without holes. */
    static final Fillings NONE = new Fillings(Map.of());

    private final Map<Hole, byte[]> byHole;

    private Fillings(Map<Hole, byte[]> byHole) {
        this.byHole = byHole;
    }

    static Fillings of(Credential credential) {
        Map<Hole, byte[]> byHole = new EnumMap<>(Hole.class);
        for (Hole hole : HOLES) {
            String value = hole.of(credential);
            if (value != null) {
                byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
                byHole.put(hole, hole.isIri() ? utf8 : escaped(utf8));
            }
        }
        return new Fillings(byHole);
    }

    byte[] of(Hole hole) {
        byte[] filling = byHole.get(hole);
        if (filling == null) {
            throw new IllegalStateException("nothing to fill " + hole + " with");
        }
        return filling;
    }

    private static byte[] escaped(byte[] utf8) {
        for (byte b : utf8) {
            if (isEscaped(b)) {
                return escape(utf8);
            }
        }
        return utf8;
    }

    private static boolean isEscaped(byte b) {
        return b == '"' || b == '\\' || (b >= 0 && b < 0x20) || b == 0x7f;
    }

    private static byte[] escape(byte[] utf8) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(utf8.length + 16);
        for (byte b : utf8) {
            if (isEscaped(b)) {
                escaped.writeBytes(escape(b).getBytes(StandardCharsets.US_ASCII));
            } else {
                escaped.write(b);
            }
        }
        return escaped.toByteArray();
    }

    private static String escape(byte b) {
        return switch (b) {
            case '\b' -> "\\b";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default -> "\\u00" + HEX.toHexDigits(b);
        };
    }
}
