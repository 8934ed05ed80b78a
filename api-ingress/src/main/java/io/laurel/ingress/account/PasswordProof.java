package io.laurel.ingress.account;

import io.laurel.ingress.access.Account;

/**
 * Somebody who knew an account's password.
 *
 * @param passwordHash the account's when it was compared: it proves nothing any more once the account has another
 */
public record PasswordProof(Account account, String passwordHash) {

    @Override
    public String toString() {
        return "PasswordProof";
    }
}
