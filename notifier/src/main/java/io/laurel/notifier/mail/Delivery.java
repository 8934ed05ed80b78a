package io.laurel.notifier.mail;

/** What came of handing one mail to the mail server. */
public sealed interface Delivery {

    /** The server has taken the mail and answers for it from here on (RFC 5321, section 6.1). */
    record Accepted() implements Delivery {}

    /** The server refuses this mail for good; repeating cannot help. */
    record Refused(String reason) implements Delivery {}

    /** The server does not take this mail now, or the connection broke while it was handed over. */
    record Deferred(String reason) implements Delivery {}
}
