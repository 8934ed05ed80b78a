package io.laurel.worker.cohort;

import io.laurel.worker.text.StrictReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** {@code {"recipients": [{…}, …]}}, read as a stream; fields beside the list are ignored. */
final class JsonRows implements UploadedRows {

    private static final String LIST = "recipients";

    private final JsonParser json;
    private boolean inList;
    private boolean listSeen;
    private int number;

    JsonRows(StrictReader text) {
        this.json = RecipientObject.JSON.createParser(text);
    }

    @Override
    public @Nullable UploadedRow next() {
        try {
            if (!inList && !findList()) {
                return null;
            }
            if (json.nextToken() == JsonToken.END_ARRAY) {
                inList = false;
                return next();
            }
            number++;
            return RecipientObject.read(json, number, line());
        } catch (JacksonException e) {
            throw new BrokenUploadException(
                    e.getLocation() == null ? line() : e.getLocation().getLineNr(), "this is not valid JSON.");
        }
    }

    private boolean findList() {
        if (json.currentToken() == null && json.nextToken() != JsonToken.START_OBJECT) {
            throw new BrokenUploadException(line(), "a JSON object with the list \"" + LIST + "\" is needed.");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var list = json.currentName().equals(LIST);
            if (json.nextToken() == JsonToken.START_ARRAY && list) {
                listSeen = true;
                inList = true;
                return true;
            }
            json.skipChildren();
        }
        if (!listSeen || json.nextToken() != null) {
            throw new BrokenUploadException(
                    line(), "one JSON object with the list \"" + LIST + "\" is needed, and nothing after it.");
        }
        return false;
    }

    private int line() {
        return json.currentLocation().getLineNr();
    }
}
