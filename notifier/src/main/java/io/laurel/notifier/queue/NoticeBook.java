package io.laurel.notifier.queue;

import io.laurel.contracts.Notice;
import java.util.List;

/** Where notices are entered, each once, to be mailed from there. Joins the transaction that it is called in. */
@FunctionalInterface
public interface NoticeBook {

    /** Enters those that are not there yet; says how many that were. */
    int enter(List<Notice> notices);
}
