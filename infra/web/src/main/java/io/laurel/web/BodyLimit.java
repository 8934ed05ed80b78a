package io.laurel.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * How many bytes a request may send. Each kind of upload brings its own as a bean; it is 0 for what is none, and what every
 * request may send holds anyway.
 */
@FunctionalInterface
public interface BodyLimit {

    long bytes(HttpServletRequest request);
}
