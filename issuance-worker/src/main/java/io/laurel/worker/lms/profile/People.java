package io.laurel.worker.lms.profile;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a join file.
 *
 * @param email null where the file has none
 * @param status whether somebody was deleted; null where the file has none
 * @param fullName null where the name stands in two columns
 */
record People(
        Column key,
        @Nullable Column email,
        @Nullable Column status,
        @Nullable Column fullName,
        @Nullable Column givenName,
        @Nullable Column familyName) {

    /** Canvas' report of users. */
    static People ofCanvas(Header header) {
        var isSplit = !header.has("full_name") && header.has("first_name");
        return new People(
                header.column("canvas_user_id"),
                header.column("email"),
                header.optional("status"),
                isSplit ? null : header.column("full_name"),
                isSplit ? header.column("first_name") : null,
                isSplit ? header.column("last_name") : null);
    }

    /** {@code users.csv} of OneRoster. */
    static People ofOneRoster(Header header) {
        return new People(
                header.column("sourcedId"),
                header.column("email"),
                header.column("status"),
                null,
                header.column("givenName"),
                header.column("familyName"));
    }

    /** Names to the user names of Open edX, such as its report of profiles. */
    static People ofOpenEdx(Header header) {
        return new People(header.column("username"), null, null, header.column("name"), null, null);
    }

    /** Null where the row names nobody, or somebody who was deleted. */
    @Nullable
    Person person(Row row) {
        var id = row.keyIfAny(key);
        var isGone = switch (said(row, status).toLowerCase(Locale.ROOT)) {
            case "deleted", "tobedeleted" -> true;
            default -> false;
        };
        if (id.isEmpty() || isGone) {
            return null;
        }
        var name = fullName == null ? (said(row, givenName) + " " + said(row, familyName)).strip() : row.text(fullName);
        return new Person(row.line(), id, orNull(name), orNull(said(row, email)));
    }

    private static String said(Row row, @Nullable Column column) {
        return column == null ? "" : row.text(column);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
