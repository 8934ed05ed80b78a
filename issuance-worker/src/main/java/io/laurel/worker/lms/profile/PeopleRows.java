package io.laurel.worker.lms.profile;

import org.jspecify.annotations.Nullable;

/** The people of a join file, one at a time; who was deleted is not among them. */
public interface PeopleRows {

    Form form();

    /**
     * Reads on.
     *
     * @return null at the end
     * @throws UnusableExportException when the file cannot be read to its end
     * @throws java.io.UncheckedIOException when its stream cannot
     */
    @Nullable
    Person next();
}
