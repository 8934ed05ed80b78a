package io.laurel.openbadges.baking;

import io.laurel.openbadges.BakingException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A checked SVG cut open where a credential goes (Open Badges 3.0, §5.3.2): directly after the root's start tag.
 *
 * <p>It is safe to show: no script, no handler of events, nothing loaded from elsewhere. Baking copies; the text is never
 * written anew. Thread-safe.
 */
public final class SvgPlate {

    private static final Pattern COMPACT_JWS = Pattern.compile("[\\w-]+\\.[\\w-]*\\.[\\w-]+");
    private static final Pattern UNFIT_FOR_XML = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]");
    private static final String DECLARATION = " xmlns:openbadges=\"" + SvgOutline.OPEN_BADGES + "\"";

    private final byte[] head;
    private final String startTag;
    private final byte[] tail;

    private SvgPlate(byte[] head, String startTag, byte[] tail) {
        this.head = head;
        this.startTag = startTag;
        this.tail = tail;
    }

    /**
     * Checks an SVG and cuts it open. A credential that was baked in earlier is left out; besides, only the declaration of
     * the prefix {@code openbadges} is added to the root, and everything else stays byte for byte.
     *
     * @param svg a whole SVG in UTF-8 of at most 5 MB, without a document type of its own
     * @throws BakingException if it is none, or could run or load something where it is shown
     */
    public static SvgPlate of(byte[] svg) {
        String text = SvgXml.decode(svg);
        SvgOutline outline = SvgOutline.of(text, SvgSafety.JUDGE);
        boolean declared = SvgOutline.OPEN_BADGES.equals(outline.prefix());
        boolean taken = outline.prefix() != null && !declared;
        String head = text.substring(0, outline.startTagEnd() - (outline.empty() ? 2 : 1))
                + (declared || taken ? "" : DECLARATION)
                + ">";
        // The prefix means something else to this picture, so the credential brings its own declaration.
        String startTag = "<openbadges:credential" + (taken ? DECLARATION : "");
        return new SvgPlate(bytes(head), startTag, bytes(tail(text, outline)));
    }

    private static String tail(String text, SvgOutline outline) {
        var tail = new StringBuilder(outline.empty() ? "</" + outline.name() + ">" : "");
        int at = outline.startTagEnd();
        for (SvgOutline.Baked old : outline.baked()) {
            tail.append(text, at, old.start());
            at = old.end();
        }
        return tail.append(text, at, text.length()).toString();
    }

    /** How many bytes the plate holds. */
    public int size() {
        return head.length + tail.length;
    }

    /**
     * The image with a credential in it.
     *
     * @param credential the signed credential: JSON in UTF-8, or a compact JWS
     * @throws BakingException if it is neither
     */
    public byte[] bake(byte[] credential) {
        var svg = new ByteArrayOutputStream(size() + credential.length + 200);
        svg.writeBytes(head);
        svg.writeBytes(bytes(element(credential)));
        svg.writeBytes(tail);
        return svg.toByteArray();
    }

    private String element(byte[] credential) {
        String text = decode(credential).strip();
        if (COMPACT_JWS.matcher(text).matches()) {
            return startTag + " verify=\"" + text + "\"></openbadges:credential>";
        }
        if (!text.startsWith("{") || UNFIT_FOR_XML.matcher(text).find()) {
            throw new BakingException("only a JSON object or a compact JWS can be baked into an image");
        }
        // XML has no way to write U+FFFE and U+FFFF; JSON can escape them where they may stand, within its strings.
        String json = text.replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
        return startTag + "><![CDATA[" + json.replace("]]>", "]]]]><![CDATA[>") + "]]></openbadges:credential>";
    }

    private static String decode(byte[] credential) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(credential))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new BakingException("the credential is not in UTF-8", broken);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
