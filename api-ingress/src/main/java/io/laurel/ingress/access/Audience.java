package io.laurel.ingress.access;

/** Who may use an endpoint. Of the roles, each includes those with more rights. */
public enum Audience {
    ANYONE,
    SIGNED_IN,
    API_KEY,
    VIEWER,
    ISSUER,
    ADMIN,
    OWNER,
    PLATFORM_ADMINISTRATOR,
    /** A person in the portal, or a key that has the endpoint's scope. */
    PORTAL,
    /** A person who is signed in to the portal. */
    PERSON,
    /** A person whose roles allow them the district's settings: looking at them, or changing them. */
    SETTINGS;

    /** Whether somebody of the role belongs to it; false where it is no matter of roles. */
    boolean includes(Role role) {
        return switch (this) {
            case VIEWER -> true;
            case ISSUER -> role != Role.VIEWER;
            case ADMIN -> role == Role.OWNER || role == Role.ADMIN;
            case OWNER -> role == Role.OWNER;
            case ANYONE, SIGNED_IN, API_KEY, PLATFORM_ADMINISTRATOR, PORTAL, PERSON, SETTINGS -> false;
        };
    }
}
