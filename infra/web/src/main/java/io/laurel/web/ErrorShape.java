package io.laurel.web;

import jakarta.servlet.http.HttpServletRequest;

/** How an error looks to a program. A service that speaks in more than one way brings its own as a bean. */
@FunctionalInterface
public interface ErrorShape {

    /** The shape of the Credentials API. */
    ErrorShape OURS = (request, error) -> error;

    /**
     * What is written as JSON.
     *
     * @param request as it came, or as it was dispatched to the error's address; one that the server could not read has no servlet path,
     *     and may have no URI
     */
    Object of(HttpServletRequest request, ErrorBody error);
}
