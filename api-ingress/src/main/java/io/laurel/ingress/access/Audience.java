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
    PLATFORM_ADMINISTRATOR;

    /** Whether somebody of the role belongs to it; false where it is no matter of roles. */
    boolean includes(Role role) {
        return switch (this) {
            case VIEWER -> true;
            case ISSUER -> role != Role.VIEWER;
            case ADMIN -> role == Role.OWNER || role == Role.ADMIN;
            case OWNER -> role == Role.OWNER;
            case ANYONE, SIGNED_IN, API_KEY, PLATFORM_ADMINISTRATOR -> false;
        };
    }
}
