package io.laurel.worker.lms.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import io.laurel.contracts.Messages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What an export says, a line for each row: line of the file, verdict, and whom or why. */
final class Told {

    private Told() {}

    static String ofSample(String sample, String rule) {
        var profile = sample.substring(0, sample.indexOf('/'));
        try (var bytes = open(sample)) {
            return of(profile, rule, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(String profile, String rule, InputStream bytes) {
        var rows = Exports.open(
                LmsProfile.ofWireName(profile).orElseThrow(),
                Messages.read(rule.getBytes(UTF_8), LmsRule.class),
                bytes);
        var told = new ArrayList<>(List.of(rows.form().describe()));
        for (var row = rows.next(); row != null; row = rows.next()) {
            told.add("%d | %s".formatted(row.line(), of(row)));
        }
        return String.join("\n", told);
    }

    static String of(String profile, String rule, String text) {
        return of(profile, rule, new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static String of(ExportRow row) {
        return switch (row) {
            case ExportRow.Earned earned ->
                "earned | %s | %s | %s".formatted(earned.key(), earned.name(), earned.email());
            case ExportRow.NotEarned _ -> "not earned";
            case ExportRow.PassedOver over -> "passed over | " + over.why();
            case ExportRow.Faulty faulty -> "faulty | " + faulty.why();
        };
    }

    static String ofPeople(LmsProfile profile, String role, String sample) {
        try (var bytes = open(sample)) {
            return ofPeople(profile, role, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String ofPeople(LmsProfile profile, String role, InputStream bytes) {
        var people = Exports.openPeople(profile, role, bytes);
        var told = new ArrayList<>(List.of(people.form().describe()));
        for (var person = people.next(); person != null; person = people.next()) {
            told.add("%d | %s | %s | %s".formatted(person.line(), person.key(), person.name(), person.email()));
        }
        return String.join("\n", told);
    }

    private static InputStream open(String sample) {
        return Objects.requireNonNull(Told.class.getResourceAsStream("/lms/" + sample), sample);
    }
}
