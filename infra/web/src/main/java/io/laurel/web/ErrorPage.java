package io.laurel.web;

/** How an error looks to a browser outside {@code /api}; a service with pages brings its own as a bean. */
@FunctionalInterface
public interface ErrorPage {

    /** The whole page, in HTML. */
    String html(int status, String message, String requestId);
}
