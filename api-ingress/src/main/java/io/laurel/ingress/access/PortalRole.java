package io.laurel.ingress.access;

/** The ids of the roles that the platform itself knows; a district defines more. */
public final class PortalRole {

    /** Edits people and settings, always. */
    public static final String ADMIN = "admin";

    /** Sees the published interviews of their candidates. */
    public static final String MENTOR = "mentor";

    /** Has mentors. */
    public static final String CANDIDATE = "candidate";

    private PortalRole() {}
}
