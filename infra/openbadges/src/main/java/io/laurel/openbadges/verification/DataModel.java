package io.laurel.openbadges.verification;

import io.laurel.openbadges.encoding.DateTimeStamp;
import io.laurel.openbadges.jsonld.Contexts;
import io.laurel.openbadges.jsonld.SafeMode;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What every verifiable credential must look like (VC Data Model 2.0, §4), and those of version 1.1 that older badges are.
 * Terms are not looked at here: a proof covers only what a context defines.
 */
public final class DataModel {

    private static final String V1 = "https://www.w3.org/2018/credentials/v1";
    private static final String TYPE = "VerifiableCredential";
    private static final String PRESENTATION = "VerifiablePresentation";
    private static final Set<String> LANGUAGE_VALUE = Set.of("@value", "@language", "@direction");

    private final JsonObject document;
    private final List<Problem> problems = new ArrayList<>();

    private DataModel(JsonObject document) {
        this.document = document;
    }

    /** What is wrong with a credential, secured or not; empty if nothing is. */
    public static List<Problem> problems(JsonObject credential) {
        DataModel model = new DataModel(credential);
        model.context();
        model.types("type", TYPE);
        model.identifier();
        model.texts(credential, "");
        model.issuer();
        model.subjects();
        model.dates();
        model.described("credentialStatus", false);
        model.statusEntries();
        model.described("credentialSchema", true);
        model.described("termsOfUse", false);
        model.described("evidence", false);
        model.described("refreshService", false);
        model.relatedResources();
        model.proofs();
        return List.copyOf(model.problems);
    }

    /** What is wrong with a presentation (§4.13), secured or not; empty if nothing is. The credentials in it are not looked into. */
    public static List<Problem> presentationProblems(JsonObject presentation) {
        DataModel model = new DataModel(presentation);
        model.context();
        model.types("type", PRESENTATION);
        model.identifier();
        if (presentation.containsKey("holder")) {
            model.identity("holder");
        }
        model.objects("verifiableCredential");
        model.described("termsOfUse", false);
        model.proofs();
        return List.copyOf(model.problems);
    }

    /** Whether a document calls itself a verifiable credential. */
    static boolean isCredential(JsonObject document) {
        return document.containsKey("@context")
                && Members.texts(document, "type").contains(TYPE);
    }

    static boolean isVersion1(JsonObject credential) {
        return Members.texts(credential, "@context").stream()
                .findFirst()
                .filter(V1::equals)
                .isPresent();
    }

    private void problem(String member, String why) {
        problems.add(new Problem(member, why));
    }

    private void context() {
        List<JsonValue> contexts = Members.values(document, "@context");
        if (contexts.isEmpty()) {
            problem("@context", "is missing");
            return;
        }
        if (!(contexts.getFirst() instanceof JsonString first)
                || !(first.getString().equals(Contexts.CREDENTIALS_V2)
                        || first.getString().equals(V1))) {
            problem("@context", "does not begin with " + Contexts.CREDENTIALS_V2);
        }
        for (JsonValue context : contexts) {
            boolean named = context instanceof JsonString address && SafeMode.isAbsolute(address.getString());
            if (!named && !(context instanceof JsonObject)) {
                problem("@context", "holds what is neither an address nor an object");
            }
        }
    }

    private void types(String member, String needed) {
        List<JsonValue> types = Members.values(document, member);
        if (types.isEmpty() || !types.stream().allMatch(JsonString.class::isInstance)) {
            problem(member, "is missing or no text");
        } else if (!Members.texts(document, member).contains(needed)) {
            problem(member, "does not name " + needed);
        }
    }

    private void identifier() {
        if (document.containsKey("id")) {
            url(document, "id", "id");
        }
    }

    private void texts(JsonObject object, String path) {
        for (String member : List.of("name", "description")) {
            if (!Members.values(object, member).stream().allMatch(DataModel::isText)) {
                problem(path + member, "is neither a text nor one with a language");
            }
        }
    }

    private static boolean isText(JsonValue value) {
        return switch (value) {
            case JsonString _ -> true;
            case JsonObject object ->
                object.get("@value") instanceof JsonString
                        && LANGUAGE_VALUE.containsAll(object.keySet())
                        && object.values().stream().allMatch(JsonString.class::isInstance);
            default -> false;
        };
    }

    private void issuer() {
        identity("issuer");
        if (document.get("issuer") instanceof JsonObject profile) {
            texts(profile, "issuer.");
        }
    }

    private void identity(String member) {
        switch (document.get(member)) {
            case null -> problem(member, "is missing");
            case JsonString _ -> url(document, member, member);
            case JsonObject profile -> url(profile, "id", member + ".id");
            default -> problem(member, "is neither an address nor an object with an id");
        }
    }

    private void objects(String member) {
        List<JsonValue> values = Members.values(document, member);
        for (int i = 0; i < values.size(); i++) {
            if (!(values.get(i) instanceof JsonObject)) {
                problem(place(member, i), "is not an object");
            }
        }
    }

    private void subjects() {
        List<JsonValue> subjects = Members.values(document, "credentialSubject");
        if (subjects.isEmpty()) {
            problem("credentialSubject", "is missing");
        }
        for (int i = 0; i < subjects.size(); i++) {
            String place = place("credentialSubject", i);
            if (!(subjects.get(i) instanceof JsonObject subject) || subject.isEmpty()) {
                problem(place, "is not an object that says anything");
            } else if (subject.containsKey("id")) {
                url(subject, "id", place + ".id");
            }
        }
    }

    private void dates() {
        boolean old = isVersion1(document);
        if (old && !document.containsKey("issuanceDate")) {
            problem("issuanceDate", "is missing");
        }
        Optional<Instant> from = date(old ? "issuanceDate" : "validFrom");
        Optional<Instant> until = date(old ? "expirationDate" : "validUntil");
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            problem(old ? "expirationDate" : "validUntil", "is before the credential becomes valid");
        }
    }

    private Optional<Instant> date(String member) {
        if (!document.containsKey(member)) {
            return Optional.empty();
        }
        Optional<Instant> date = Members.text(document, member).flatMap(DateTimeStamp::parse);
        if (date.isEmpty()) {
            problem(member, "is not a date with time and time zone");
        }
        return date;
    }

    /** Members that say of what kind they are (§4.9 to §5.6), and some under which address. */
    private void described(String member, boolean identified) {
        List<JsonValue> values = Members.values(document, member);
        for (int i = 0; i < values.size(); i++) {
            String place = place(member, i);
            if (!(values.get(i) instanceof JsonObject value)) {
                problem(place, "is not an object");
                continue;
            }
            if (Members.texts(value, "type").isEmpty()) {
                problem(place + ".type", "is missing or no text");
            }
            if (identified || value.containsKey("id")) {
                url(value, "id", place + ".id");
            }
        }
    }

    private void statusEntries() {
        List<JsonValue> values = Members.values(document, "credentialStatus");
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof JsonObject entry) {
                problems.addAll(StatusEntryModel.problems(entry, place("credentialStatus", i)));
            }
        }
    }

    private void relatedResources() {
        List<JsonValue> values = Members.values(document, "relatedResource");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String place = place("relatedResource", i);
            if (!(values.get(i) instanceof JsonObject resource)) {
                problem(place, "is not an object");
                continue;
            }
            url(resource, "id", place + ".id");
            if (!seen.add(Members.text(resource, "id").orElse(""))) {
                problem(place + ".id", "stands twice");
            }
            if (!resource.containsKey("digestSRI") && !resource.containsKey("digestMultibase")) {
                problem(place, "has no digest");
            }
            for (String digest : ResourceDigest.mismatches(resource)) {
                problem(place + "." + digest, "is not the digest of the resource");
            }
        }
    }

    private void proofs() {
        List<JsonValue> proofs = Members.values(document, "proof");
        if (document.containsKey("proof")
                && (proofs.isEmpty()
                        || !proofs.stream()
                                .allMatch(proof -> proof instanceof JsonObject object && !object.isEmpty()))) {
            problem("proof", "is not an object");
        }
    }

    private void url(JsonObject object, String member, String place) {
        if (Members.text(object, member).filter(SafeMode::isAbsolute).isEmpty()) {
            problem(place, "is not an absolute address");
        }
    }

    private String place(String member, int index) {
        return document.get(member) instanceof JsonArray ? member + "[" + index + "]" : member;
    }
}
