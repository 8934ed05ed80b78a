package io.laurel.openbadges.template;

import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.CredentialJson;
import io.laurel.openbadges.encoding.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The JSON of every credential of one badge and one shape, up to the proof: only what fills the holes is written anew. */
final class JsonTemplate {

    private final List<String> texts;
    private final List<Hole> holes;
    private final int length;

    private JsonTemplate(List<String> texts, List<Hole> holes) {
        this.texts = List.copyOf(texts);
        this.holes = List.copyOf(holes);
        this.length = texts.stream().mapToInt(String::length).sum() + 128 * holes.size() + 512;
    }

    /** Takes a sample apart whose fillings are like no text of the badge. */
    static JsonTemplate compile(Credential sample) {
        String json = CredentialJson.unsigned(sample).toString();
        NavigableMap<Integer, Map.Entry<Hole, String>> places = new TreeMap<>();
        Hole.fillings(sample).forEach((hole, filling) -> {
            // With both quotation marks, which no text can hold unescaped.
            String quoted = '"' + filling + '"';
            int place = json.indexOf(quoted);
            if (place < 0 || json.indexOf(quoted, place + 1) >= 0) {
                throw new IllegalStateException(hole + " has no place of its own");
            }
            places.put(place, Map.entry(hole, quoted));
        });
        List<String> texts = new ArrayList<>();
        List<Hole> holes = new ArrayList<>();
        int from = 0;
        for (Map.Entry<Integer, Map.Entry<Hole, String>> place : places.entrySet()) {
            texts.add(json.substring(from, place.getKey()));
            holes.add(place.getValue().getKey());
            from = place.getKey() + place.getValue().getValue().length();
        }
        texts.add(json.substring(from));
        return new JsonTemplate(texts, holes);
    }

    /** The credential without its proof, the closing brace left off for it. */
    JsonText fill(Credential credential) {
        JsonText json = new JsonText(length);
        for (int i = 0; i < holes.size(); i++) {
            Hole hole = holes.get(i);
            String filling = hole.of(credential);
            if (filling == null) {
                throw new IllegalStateException("nothing to fill " + hole + " with");
            }
            json.written(texts.get(i)).value(filling);
        }
        return json.written(texts.getLast());
    }
}
