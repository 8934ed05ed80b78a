package io.laurel.ingress.access;

import java.util.UUID;

/**
 * Somebody who is signed in.
 *
 * @param email verified, lower-cased
 * @param name for people
 * @param isAdministrator of the platform
 */
public record Account(UUID id, String email, String name, boolean isAdministrator) {}
