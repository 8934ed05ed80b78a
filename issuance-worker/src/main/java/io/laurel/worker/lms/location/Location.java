package io.laurel.worker.lms.location;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Predicate;

/** A place where files arrive: a folder, of whatever kind. Whoever writes there does not wait for us. */
public interface Location extends Closeable {

    /** More are found when these have been moved away. */
    int MOST_LISTED = 10_000;

    /** The files of wanted names that are there now, none of those in folders below. */
    List<Arrival> list(Predicate<String> wanted) throws IOException;

    /** Fails where the place itself cannot be reached: what fails besides is a file's own matter. */
    void reach() throws IOException;

    InputStream open(String name) throws IOException;

    /** Whether the very file is there, and no other in its place. */
    boolean isStill(Arrival file) throws IOException;

    /**
     * Moves the very file to a path below, which is its own; ends a move of it that broke off.
     *
     * @return whether it lies there now; false when it was taken away, or another one has taken its place
     */
    boolean move(Arrival file, String path) throws IOException;

    /** Writes a small file whole: nobody sees half of it. */
    void write(String path, byte[] bytes) throws IOException;

    /** Deletes a file, if it is there. */
    void delete(String name) throws IOException;

    @Override
    void close() throws IOException;
}
