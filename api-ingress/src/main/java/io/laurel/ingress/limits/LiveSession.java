package io.laurel.ingress.limits;

import io.laurel.ingress.access.Account;
import java.util.UUID;

/**
 * The session that a request's token names, live when the request was counted, and whose it is by now. Nobody has checked
 * the token yet: whoever asks for this must.
 */
public record LiveSession(UUID id, Account account) implements Live {}
