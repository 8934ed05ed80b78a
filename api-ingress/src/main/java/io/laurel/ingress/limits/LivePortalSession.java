package io.laurel.ingress.limits;

import io.laurel.ingress.access.PortalPerson;

/** The portal's session whose token a request carries, live when the request was counted, and whose it is by now. */
public record LivePortalSession(PortalPerson person) implements Live {}
