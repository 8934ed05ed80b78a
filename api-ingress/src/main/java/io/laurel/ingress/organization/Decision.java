package io.laurel.ingress.organization;

import io.laurel.contracts.Notice;

/** What the platform's administrator decides of an organization, and from where to where that leads. */
enum Decision {
    APPROVE("organization.approved", Status.PENDING_REVIEW, Status.APPROVED, Notice.Status.APPROVED),
    REJECT("organization.rejected", Status.PENDING_REVIEW, Status.REJECTED, Notice.Status.REJECTED),
    SUSPEND("organization.suspended", Status.APPROVED, Status.SUSPENDED, Notice.Status.SUSPENDED),
    REINSTATE("organization.reinstated", Status.SUSPENDED, Status.APPROVED, Notice.Status.APPROVED);

    private final String action;
    private final Status from;
    private final Status to;
    private final Notice.Status told;

    Decision(String action, Status from, Status to, Notice.Status told) {
        this.action = action;
        this.from = from;
        this.to = to;
        this.told = told;
    }

    String action() {
        return action;
    }

    Status from() {
        return from;
    }

    Status to() {
        return to;
    }

    /** What the owners read. */
    Notice.Status told() {
        return told;
    }

    /** What takes something away is explained. */
    boolean needsReason() {
        return this == REJECT || this == SUSPEND;
    }
}
