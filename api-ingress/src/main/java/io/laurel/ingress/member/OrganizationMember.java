package io.laurel.ingress.member;

import io.laurel.ingress.access.Role;
import java.time.Instant;
import java.util.UUID;

/** A member as the other members see it. */
record OrganizationMember(UUID accountId, String name, String email, Role role, Instant joinedAt) {}
