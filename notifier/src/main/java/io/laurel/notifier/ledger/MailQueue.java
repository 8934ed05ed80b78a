package io.laurel.notifier.ledger;

import java.util.List;

/** Mails of one kind that are to be sent once each; worked off by {@link Dispatch}. */
interface MailQueue {

    /** What its mails are called in metrics. */
    String kind();

    /** Takes due mails for the transaction at hand; other notifiers pass over them, and get them back if it does not commit. */
    List<DueMail> claim(int most);

    /** Writes down what the attempts came to. */
    void settle(List<Settlement> settlements);

    /** How many are due, and since when. */
    Backlog backlog();
}
