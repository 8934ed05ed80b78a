package io.laurel.web;

import org.springframework.web.util.HtmlUtils;

/** An error page of few words, for services without pages of their own. */
final class PlainErrorPage implements ErrorPage {

    @Override
    public String html(int status, String message, String requestId) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$d · Laurel</title>
                <style>
                  :root { color-scheme: light dark }
                  body { font: 1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto; padding: 0 1.5rem }
                  h1 { font-size: 3.5rem; line-height: 1; margin: 0; color: #2f7d5b }
                  small { opacity: .65 }
                </style>
                <h1>%1$d</h1>
                <p>%2$s</p>
                <p><small>Request %3$s</small></p>
                </html>
                """.formatted(status, HtmlUtils.htmlEscape(message), HtmlUtils.htmlEscape(requestId));
    }
}
