package io.laurel.localstack;

import java.io.PrintStream;
import java.util.concurrent.Callable;

/** One line for each step: what, and how long it took. */
final class Progress {

    private final PrintStream terminal;

    Progress(PrintStream terminal) {
        this.terminal = terminal;
    }

    <T> T step(String what, Callable<T> work) throws Exception {
        terminal.printf("  %-44s", what);
        terminal.flush();
        long start = System.nanoTime();
        T result;
        try {
            result = work.call();
        } catch (Exception e) {
            terminal.println("failed");
            throw e;
        }
        terminal.printf("%5.1f s%n", (System.nanoTime() - start) / 1e9);
        return result;
    }

    void line(String text) {
        terminal.println(text);
    }
}
