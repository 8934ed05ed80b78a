package io.laurel.worker.cohort;

import io.laurel.worker.text.StrictReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One JSON object a line. A line that is none is an invalid row: its neighbours can still be read. */
final class NdjsonRows implements UploadedRows {

    private final BufferedReader text;
    private final StringBuilder characters = new StringBuilder();
    private long line;
    private int number;

    NdjsonRows(StrictReader text) {
        this.text = new BufferedReader(text);
    }

    @Override
    public @Nullable UploadedRow next() {
        var content = nextLineWithContent();
        if (content == null) {
            return null;
        }
        number++;
        return parse(content);
    }

    private UploadedRow parse(String content) {
        try (var json = RecipientObject.JSON.createParser(content)) {
            json.nextToken();
            var row = RecipientObject.read(json, number, line);
            return json.nextToken() == null ? row : unreadable();
        } catch (JacksonException e) {
            return unreadable();
        }
    }

    private UploadedRow unreadable() {
        return UploadedRow.unreadable(number, line, "This is not one JSON object.");
    }

    private @Nullable String nextLineWithContent() {
        try {
            String content;
            do {
                content = nextLine();
            } while (content != null && content.isBlank());
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String nextLine() throws IOException {
        line++;
        characters.setLength(0);
        int c;
        while ((c = text.read()) >= 0 && c != '\n') {
            if (characters.length() == MAX_CHARACTERS) {
                throw new BrokenUploadException(line, "the line has no end; one JSON object a line is needed.");
            }
            characters.append((char) c);
        }
        return c < 0 && characters.isEmpty() ? null : characters.toString();
    }
}
