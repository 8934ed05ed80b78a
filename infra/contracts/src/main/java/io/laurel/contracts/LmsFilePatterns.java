package io.laurel.contracts;

import java.util.Collection;
import java.util.List;

/**
 * Which files of a folder a source takes away, and which it reads with them and leaves.
 *
 * @param exports a {@link NamePattern}
 * @param joinFiles one for each role
 */
public record LmsFilePatterns(String exports, Collection<String> joinFiles) {

    public LmsFilePatterns {
        joinFiles = List.copyOf(joinFiles);
    }

    /** Whether there may be a file that one of two sources takes while the other takes or reads it. Both may read the same one. */
    public boolean quarrelWith(LmsFilePatterns other) {
        return takesOf(other) || other.takesOf(this) || NamePattern.overlap(exports, other.exports);
    }

    /** It takes no file that it reads itself. */
    private boolean takesOf(LmsFilePatterns reader) {
        return reader.joinFiles.stream()
                .filter(read -> joinFiles.stream().noneMatch(read::equalsIgnoreCase))
                .anyMatch(read -> NamePattern.overlap(exports, read));
    }
}
