package io.laurel.web;

import jakarta.servlet.http.HttpServletRequest;

/** How many bytes a request may send; a service with uploads brings its own as a bean. */
@FunctionalInterface
public interface BodyLimit {

    long bytes(HttpServletRequest request);
}
