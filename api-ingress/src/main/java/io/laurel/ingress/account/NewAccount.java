package io.laurel.ingress.account;

/** What somebody registers with, checked; the address in lower case. */
record NewAccount(String firstName, String lastName, String email, String password) {

    @Override
    public String toString() {
        return "NewAccount";
    }
}
