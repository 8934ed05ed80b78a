package io.laurel.ingress.access;

import io.laurel.contracts.OrganizationId;
import java.util.UUID;

/** On whose behalf something is done in an organization: a member who is signed in, or a program with an API key. */
public interface Actor {

    OrganizationId organization();

    /** The organization's name in addresses. */
    String slug();

    /** What the organization's plan is now: a granted one that has ended is Free. */
    Plan plan();

    Kind kind();

    /** The account's or the key's. */
    UUID id();

    /** For people who read the audit log. */
    String name();

    /** What acts. */
    enum Kind {
        ACCOUNT,
        API_KEY,
        ADMINISTRATOR,
        SYSTEM
    }
}
