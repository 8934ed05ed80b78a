package io.laurel.ingress.limits;

/** What a request showed for itself, and was found to hold when the request was counted. */
sealed interface Live permits CountedKey, LiveSession, LivePortalSession {}
