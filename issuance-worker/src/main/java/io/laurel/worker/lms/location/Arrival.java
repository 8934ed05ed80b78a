package io.laurel.worker.lms.location;

import java.time.Instant;

/**
 * A file as a look found it.
 *
 * @param version differs from that of any other file that has had the name, or will have
 */
public record Arrival(String name, long bytes, Instant modifiedAt, String version) {}
