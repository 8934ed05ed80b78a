package io.laurel.verifier.page;

import io.laurel.web.ErrorPage;
import org.springframework.stereotype.Component;

/** Tells a person what went wrong, and where to go from here. */
@Component
class FriendlyErrorPage implements ErrorPage {

    private final Pages pages;

    FriendlyErrorPage(Pages pages) {
        this.pages = pages;
    }

    /** What the page shows. */
    record View(
            Head head, int status, String title, String message, String advice, boolean isPrivate, String requestId) {}

    @Override
    public String html(int status, String message, String requestId) {
        return pages.html(
                "error",
                new View(
                        Head.of(title(status)),
                        status,
                        title(status),
                        message,
                        advice(status),
                        status == 403,
                        requestId));
    }

    private static String title(int status) {
        return switch (status) {
            case 403 -> "This is private";
            case 404 -> "Nothing is here";
            case 503 -> "We will be back in a moment";
            default -> status >= 500 ? "That was our fault" : "That did not work";
        };
    }

    private static String advice(int status) {
        return switch (status) {
            case 403 -> "Its recipient has chosen not to show it. Ask them for a copy.";
            case 404 -> "Look at the address once more: the letter O and the digit 0 are easily confused.";
            case 503 -> "Please try again shortly.";
            default -> "";
        };
    }
}
