package io.laurel.worker.lms.profile;

import io.laurel.contracts.LmsProfile;
import io.laurel.contracts.LmsRule;
import java.io.InputStream;

/** Recognises exports and their join files. */
@SuppressWarnings("DoNotCallSuggester") // Until it reads.
public final class Exports {

    private Exports() {}

    /**
     * Reads the form and the header.
     *
     * @param rule without faults by its profile
     * @param bytes left open; the caller's to close
     * @throws UnusableExportException when the file is no export of the profile, or ambiguous
     * @throws java.io.UncheckedIOException when the stream cannot be read
     */
    public static ExportRows open(LmsProfile profile, LmsRule rule, InputStream bytes) {
        throw notYet();
    }

    /**
     * Reads the form and the header of a join file.
     *
     * @param role of the {@link LmsProfile.JoinFile}
     * @throws UnusableExportException when the file is none of the role, or ambiguous
     * @throws java.io.UncheckedIOException when the stream cannot be read
     */
    public static PeopleRows openPeople(LmsProfile profile, String role, InputStream bytes) {
        throw notYet();
    }

    private static RuntimeException notYet() {
        return new UnsupportedOperationException();
    }
}
