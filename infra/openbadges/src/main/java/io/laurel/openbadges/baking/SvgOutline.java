package io.laurel.openbadges.baking;

import io.laurel.openbadges.BakingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Where in the text of an SVG its root's start tag ends and its credentials stand (Open Badges 3.0, §5.3.2).
 *
 * @param name the root's name as it is written
 * @param startTagEnd the place after the root's start tag
 * @param empty the start tag is all there is of the root
 * @param prefix what the root binds the prefix {@code openbadges} to
 * @param baked the credentials, in order
 */
record SvgOutline(
        String name,
        int startTagEnd,
        boolean empty,
        @Nullable String prefix,
        List<Baked> baked) {

    static final String SVG = "http://www.w3.org/2000/svg";
    static final String OPEN_BADGES = "https://purl.imsglobal.org/ob/v3p0";

    /** More names in one picture are an attack on the parser's table of names. */
    private static final int MOST_NAMES = 5_000;

    /**
     * One {@code <openbadges:credential>}.
     *
     * @param start where its start tag begins
     * @param end the place after its end tag
     * @param text JSON or a compact JWS
     */
    record Baked(int start, int end, String text) {}

    /** What else is asked of each element and processing instruction, besides that the SVG can be read. */
    interface Judge {

        Judge NONE = new Judge() {};

        /** Looks at the start tag that the reader is at; may read on to the end tag. */
        default void element(XMLStreamReader2 reader) throws XMLStreamException {}

        /** Looks at the target of a processing instruction. */
        default void instruction(String target) {}
    }

    /** Reads a whole SVG. */
    static SvgOutline of(String text, Judge judge) {
        int from = text.startsWith("\uFEFF") ? 1 : 0;
        try {
            XMLStreamReader2 reader = SvgXml.reader(text, from);
            return new Drawing(reader, text, from, judge).read();
        } catch (XMLStreamException broken) {
            throw new BakingException("the SVG cannot be read: " + firstLine(broken), broken);
        }
    }

    /** The only credential. Which of two is meant nobody can tell. */
    Optional<byte[]> credential() {
        if (baked.size() > 1) {
            throw new BakingException("the image holds " + baked.size() + " credentials");
        }
        return baked.stream().findFirst().map(one -> one.text().getBytes(StandardCharsets.UTF_8));
    }

    private static String firstLine(XMLStreamException broken) {
        String message = String.valueOf(broken.getMessage());
        return message.lines().findFirst().orElse("");
    }

    /** One reading of one SVG. */
    private static final class Drawing {

        private final XMLStreamReader2 reader;
        private final String text;
        private final int from;
        private final Judge judge;
        private final Set<String> names = new HashSet<>();
        private final List<Baked> baked = new ArrayList<>();

        Drawing(XMLStreamReader2 reader, String text, int from, Judge judge) {
            this.reader = reader;
            this.text = text;
            this.from = from;
            this.judge = judge;
        }

        SvgOutline read() throws XMLStreamException {
            checkDeclaration();
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                prolog();
            }
            if (!"svg".equals(reader.getLocalName()) || !SVG.equals(reader.getNamespaceURI())) {
                throw new BakingException("the file is XML, but no SVG");
            }
            String prefixed =
                    reader.getPrefix() == null || reader.getPrefix().isEmpty() ? "svg" : reader.getPrefix() + ":svg";
            var root = new SvgOutline(
                    prefixed, here(), reader.isEmptyElement(), reader.getNamespaceURI("openbadges"), baked);
            element();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> element();
                    case XMLStreamConstants.PROCESSING_INSTRUCTION -> instruction();
                    default -> {}
                }
            }
            return root;
        }

        private void checkDeclaration() {
            String encoding = reader.getCharacterEncodingScheme();
            if (encoding != null && !encoding.equalsIgnoreCase("UTF-8") && !encoding.equalsIgnoreCase("US-ASCII")) {
                throw new BakingException("the SVG says that it is in " + encoding + "; only UTF-8 is read");
            }
            if ("1.1".equals(reader.getVersion())) {
                throw new BakingException("the SVG is XML 1.1; only XML 1.0 is read");
            }
        }

        private void prolog() throws XMLStreamException {
            switch (reader.getEventType()) {
                case XMLStreamConstants.DTD -> {
                    // The public name alone, as drawing programs write it, is harmless: nothing is declared, or loaded.
                    int start = from + (int) reader.getLocationInfo().getStartingCharOffset();
                    if (text.substring(start, here()).contains("[")) {
                        throw new BakingException("the SVG declares types or entities of its own");
                    }
                }
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> instruction();
                default -> {}
            }
        }

        private void instruction() {
            count(reader.getPITarget());
            judge.instruction(reader.getPITarget());
        }

        private void element() throws XMLStreamException {
            count(reader.getLocalName());
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                count(reader.getAttributeLocalName(i));
            }
            for (int i = 0; i < reader.getNamespaceCount(); i++) {
                count(String.valueOf(reader.getNamespacePrefix(i)));
            }
            if ("credential".equals(reader.getLocalName()) && OPEN_BADGES.equals(reader.getNamespaceURI())) {
                int start = from + (int) reader.getLocationInfo().getStartingCharOffset();
                String credential = credentialText();
                baked.add(new Baked(start, here(), credential));
            } else {
                judge.element(reader);
            }
        }

        /** The attribute {@code verify} or the body; the reader is at the end tag then. */
        private String credentialText() throws XMLStreamException {
            String verify = reader.getAttributeValue(null, "verify");
            String jws = verify == null ? "" : verify.strip();
            String json = reader.getElementText().strip();
            if (!jws.isEmpty() && !json.isEmpty()) {
                throw new BakingException("the image holds a JWT beside a JSON credential");
            }
            String credential = jws.isEmpty() ? json : jws;
            if (credential.length() > CredentialChunk.MOST_BYTES
                    || credential.getBytes(StandardCharsets.UTF_8).length > CredentialChunk.MOST_BYTES) {
                throw new BakingException("the credential in the image is larger than 1 MB");
            }
            return credential;
        }

        /** The place after what the reader is at. */
        private int here() throws XMLStreamException {
            return from + (int) reader.getLocationInfo().getEndingCharOffset();
        }

        private void count(String name) {
            if (names.add(name) && names.size() > MOST_NAMES) {
                throw new BakingException("the SVG uses more than 5,000 different names");
            }
        }
    }
}
