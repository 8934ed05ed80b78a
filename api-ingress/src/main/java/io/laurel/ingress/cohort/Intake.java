package io.laurel.ingress.cohort;

import io.laurel.ingress.cohort.Uploads.Format;
import io.laurel.web.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads a body once, from its first byte to its last: checks it, and hands it on as it comes. */
final class Intake {

    /** More than any honest row needs. The worker reads no longer line, whatever the format. */
    private static final int MAX_ROW = 1 << 20;

    /** A recipient may be nested as deep here as on a line of its own: it lies within a list within a document. */
    private static final int MAX_DEPTH = StreamReadConstraints.DEFAULT_MAX_DEPTH + 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .rootValueSeparator("\n")
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_ROW)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .build();

    private Intake() {}

    /** What a body says beside its rows. */
    record Said(@Nullable String badgeId, boolean dryRun) {

        static final Said NOTHING = new Said(null, false);
    }

    static Said read(Format format, InputStream body, Uploads.Writer upload) throws IOException {
        return switch (format) {
            case CSV -> text(Head::checkCsv, body, upload);
            case NDJSON -> text(Head::checkNdjson, body, upload);
            case JSON -> json(body, upload);
        };
    }

    private interface HeadCheck {

        void check(byte[] head, boolean isWhole);
    }

    /** CSV or NDJSON, kept byte for byte. */
    private static Said text(HeadCheck headCheck, InputStream body, Uploads.Writer upload) throws IOException {
        var check = new TextCheck();
        byte[] head = body.readNBytes(Head.LENGTH);
        boolean isWhole = head.length < Head.LENGTH;
        check.accept(head, 0, head.length);
        headCheck.check(head, isWhole);
        upload.write(head, 0, head.length);
        byte[] chunk = new byte[Head.LENGTH];
        for (int length; (length = body.read(chunk)) >= 0; ) {
            check.accept(chunk, 0, length);
            upload.write(chunk, 0, length);
        }
        check.end();
        return Said.NOTHING;
    }

    /** {@code {"badgeId", "dryRun", "recipients": […]}}, kept as a line for each recipient. */
    private static Said json(InputStream body, Uploads.Writer upload) {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw ApiException.validation("The body is not a JSON object with badgeId and recipients.");
            }
            String badge = null;
            boolean dryRun = false;
            boolean hasRecipients = false;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("badgeId") && value == JsonToken.VALUE_STRING) {
                    badge = parser.getString();
                } else if (field.equals("dryRun")) {
                    if (!value.isBoolean()) {
                        throw ApiException.invalid("dryRun", "must be true or false");
                    }
                    dryRun = value == JsonToken.VALUE_TRUE;
                } else if (field.equals("recipients")) {
                    hasRecipients |= recipients(parser, upload);
                } else {
                    parser.skipChildren();
                }
            }
            if (!hasRecipients) {
                throw ApiException.invalid("recipients", "must be a list of at least one recipient");
            }
            if (parser.nextToken() != null) {
                throw ApiException.validation("The body has more than one JSON document.");
            }
            return new Said(badge, dryRun);
        } catch (StreamConstraintsException e) {
            throw ApiException.validation(
                    "The body holds a value that is too long or nested too deep" + place(e) + ".");
        } catch (JacksonException e) {
            throw ApiException.validation("The body is not well-formed JSON" + place(e) + ".");
        }
    }

    private static String place(JacksonException e) {
        var at = e.getLocation();
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static boolean recipients(JsonParser parser, Uploads.Writer upload) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return false;
        }
        boolean any = false;
        try (var lines = JSON.createGenerator(ObjectWriteContext.empty(), new ToUpload(upload))) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                lines.copyCurrentStructure(parser);
                any = true;
            }
        }
        return any;
    }

    /** Takes lines, none of which may be longer than a row. */
    private static final class ToUpload extends OutputStream {

        private final Uploads.Writer upload;
        private int row = 1;
        private int length;

        ToUpload(Uploads.Writer upload) {
            this.upload = upload;
        }

        @Override
        public void write(int next) {
            write(new byte[] {(byte) next}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int count) {
            for (int n = offset; n < offset + count; n++) {
                if (from[n] == '\n') {
                    row++;
                    length = 0;
                } else if (++length > MAX_ROW) {
                    throw ApiException.validation(
                            "Recipient " + row + " is too long: a row has at most " + MAX_ROW + " bytes.");
                }
            }
            upload.write(from, offset, count);
        }
    }
}
