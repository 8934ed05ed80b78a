package io.laurel.notifier.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.nio.charset.StandardCharsets;

/** An address as every mail server takes it: ASCII only, an international domain in its ASCII form (RFC 5890). */
final class MailAddress {

    private MailAddress() {}

    static InternetAddress strict(String address) throws AddressException {
        int at = address.lastIndexOf('@');
        if (at < 1) {
            throw new AddressException("not an address", address);
        }
        var ascii = address.substring(0, at + 1) + asciiDomain(address.substring(at + 1));
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(ascii)) {
            throw new AddressException("the part before the @ needs SMTPUTF8", address);
        }
        var parsed = new InternetAddress(ascii, true);
        if (!ascii.equals(parsed.getAddress())) {
            throw new AddressException("more than an address", address);
        }
        return parsed;
    }

    private static String asciiDomain(String domain) throws AddressException {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            throw (AddressException) new AddressException("not a domain", domain).initCause(e);
        }
    }
}
