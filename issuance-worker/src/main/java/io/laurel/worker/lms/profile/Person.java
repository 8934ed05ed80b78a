package io.laurel.worker.lms.profile;

import org.jspecify.annotations.Nullable;

/**
 * Who somebody in an export is, as a join file says. A key may come more than once: a person with two logins is there twice.
 *
 * @param line of the join file that says so
 * @param name null where the file does not say
 * @param email null where the file does not say
 */
public record Person(
        long line,
        String key,
        @Nullable String name,
        @Nullable String email) {}
