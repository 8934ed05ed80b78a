package io.laurel.openbadges.verification;

import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JakartaJsonNode;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Whether a credential has the form that it claims: that of every verifiable credential, and for an Open Badge that of
 * 1EdTech's schema, of which a copy is kept here. No schema is ever fetched.
 */
final class BadgeSchema {

    private static final String SCHEMA =
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";
    private static final Set<String> BADGES = Set.of("OpenBadgeCredential", "AchievementCredential");
    private static final Validator VALIDATOR = validator();

    private BadgeSchema() {}

    static Finding finding(JsonObject credential, List<Problem> problems) {
        if (!problems.isEmpty()) {
            return Finding.fails(Check.SCHEMA, problems.getFirst().sentence());
        }
        if (Members.texts(credential, "type").stream().noneMatch(BADGES::contains)) {
            return Finding.holds(Check.SCHEMA, "It is a well-formed credential, though not an Open Badge.");
        }
        Validator.Result result = VALIDATOR.validate(URI.create(SCHEMA), credential);
        if (!result.isValid()) {
            return Finding.fails(Check.SCHEMA, "It is not as Open Badges 3.0 has it: " + deepest(result.getErrors()));
        }
        return Finding.holds(Check.SCHEMA, "It is a well-formed Open Badge 3.0." + others(credential));
    }

    /** The complaint about the innermost place says most; those about what surrounds it only repeat it. */
    private static String deepest(List<Error> errors) {
        Error deepest = errors.getFirst();
        for (Error error : errors) {
            if (error.getInstanceLocation().length()
                    > deepest.getInstanceLocation().length()) {
                deepest = error;
            }
        }
        String place = deepest.getInstanceLocation().isEmpty()
                ? "the credential"
                : deepest.getInstanceLocation().substring(1).replace('/', '.');
        return place + ": " + deepest.getError() + ".";
    }

    private static String others(JsonObject credential) {
        boolean others = Members.objects(credential, "credentialSchema").stream()
                .anyMatch(schema -> !Members.text(schema, "id").orElse("").equals(SCHEMA));
        return others ? " It also names a schema of its own, which was not looked at." : "";
    }

    private static Validator validator() {
        Validator validator = new ValidatorFactory()
                .withDefaultDialect(new Dialects.Draft2019Dialect())
                .withJsonNodeFactory(new JakartaJsonNode.Factory())
                .createValidator();
        validator.registerSchema(URI.create(SCHEMA), resource("achievementcredential.json"));
        return validator;
    }

    private static String resource(String name) {
        try (InputStream schema = BadgeSchema.class.getResourceAsStream(name)) {
            if (schema == null) {
                throw new IllegalStateException("the schema " + name + " is missing");
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
