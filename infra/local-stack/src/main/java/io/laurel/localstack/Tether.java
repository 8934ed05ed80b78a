package io.laurel.localstack;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs a service's main class for as long as the launcher lives: the launcher holds the other end of standard input, and
 * when it is gone, in whatever way, the service stops. Only this class of the local stack is ever used in a service's
 * process.
 */
public final class Tether {

    private static final int GRACE_SECONDS = 15;

    private Tether() {}

    /**
     * Starts the service.
     *
     * @param arguments the main class, and its own arguments
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("tether").start(Tether::stopWithTheLauncher);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void stopWithTheLauncher() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent.
            }
        } catch (IOException e) {
            // As good as the end.
        }
        Thread.ofPlatform().daemon().name("tether-deadline").start(Tether::haltAfterGrace);
        System.exit(0);
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE_SECONDS * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
