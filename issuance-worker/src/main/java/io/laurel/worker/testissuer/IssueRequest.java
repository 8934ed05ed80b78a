package io.laurel.worker.testissuer;

import io.laurel.openbadges.JsonLdException;
import io.laurel.openbadges.jsonld.Contexts;
import io.laurel.openbadges.jsonld.StrictJson;
import io.laurel.openbadges.verification.DataModel;
import io.laurel.openbadges.verification.Problem;
import io.laurel.web.ApiException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What somebody wants issued (VC API, "Issue Credential").
 *
 * @param credential has the shape of a credential, and no proof
 * @param statusWanted whether it is to get a place on a status list
 */
record IssueRequest(JsonObject credential, boolean statusWanted) {

    private static final String STATUS = "credentialStatus";

    /** Reads {@code {"credential": {…}, "options": {"credentialStatus": {…}}}}. */
    static IssueRequest read(byte[] body) {
        JsonObject request;
        try {
            request = StrictJson.object(body);
        } catch (JsonLdException unreadable) {
            throw ApiException.validation("The body is not a JSON object: " + unreadable.getMessage() + ".");
        }
        var credential = object(request, "credential");
        var options = request.containsKey("options") ? object(request, "options") : JsonValue.EMPTY_JSON_OBJECT;
        check(credential);
        return new IssueRequest(credential, statusWanted(options));
    }

    private static void check(JsonObject credential) {
        List<Problem> problems = DataModel.problems(credential);
        if (!problems.isEmpty()) {
            throw ApiException.validation(
                    problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")),
                    problems.stream().collect(Collectors.toMap(Problem::member, Problem::why, (first, _) -> first)));
        }
        if (!(credential.get("@context") instanceof JsonArray contexts)
                || !(contexts.getFirst() instanceof JsonString base)
                || !base.getString().equals(Contexts.CREDENTIALS_V2)) {
            throw ApiException.invalid(
                    "credential.@context", "is not a list that begins with " + Contexts.CREDENTIALS_V2);
        }
        if (credential.containsKey("proof")) {
            throw ApiException.invalid("credential.proof", "is there already");
        }
    }

    private static boolean statusWanted(JsonObject options) {
        if (!options.containsKey(STATUS)) {
            return false;
        }
        var status = object(options, STATUS);
        if (!status.getString("type", "").equals("BitstringStatusListEntry")
                || !status.getString("statusPurpose", TestStatusLists.PURPOSE).equals(TestStatusLists.PURPOSE)) {
            throw ApiException.invalid("options.credentialStatus", "is not a BitstringStatusListEntry for revocation");
        }
        return true;
    }

    private static JsonObject object(JsonObject parent, String member) {
        if (parent.get(member) instanceof JsonObject object) {
            return object;
        }
        throw ApiException.invalid(member, "must be an object");
    }

    /**
     * The credential as the test issuer signs it.
     *
     * @param issuer takes the place of whatever issuer it named: a key speaks for itself only
     */
    JsonObject issuedBy(String issuer, TestStatusLists lists) {
        var json = StrictJson.PROVIDER;
        var issued = json.createObjectBuilder(credential);
        if (credential.get("issuer") instanceof JsonObject profile) {
            issued.add("issuer", json.createObjectBuilder(profile).add("id", issuer));
        } else {
            issued.add("issuer", issuer);
        }
        if (statusWanted) {
            switch (credential.get(STATUS)) {
                case null -> issued.add(STATUS, lists.next());
                case JsonArray several ->
                    issued.add(STATUS, json.createArrayBuilder(several).add(lists.next()));
                case JsonValue one ->
                    issued.add(STATUS, json.createArrayBuilder().add(one).add(lists.next()));
            }
        }
        return issued.build();
    }
}
