package io.laurel.localstack.mailbox;

import java.util.Locale;

/** How addresses are compared: without regard to case. */
final class MailAddresses {

    private MailAddresses() {}

    static String matching(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
