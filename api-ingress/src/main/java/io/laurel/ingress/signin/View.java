package io.laurel.ingress.signin;

import org.jspecify.annotations.Nullable;

/**
 * What a page shows: something said, a form, a link, or some of them.
 *
 * @param problem why the form that was sent did not do
 */
record View(
        String title,
        @Nullable String said,
        @Nullable String problem,
        @Nullable Form form,
        @Nullable Link link) {

    /**
     * A form and what it asks for.
     *
     * @param refusal what the second button says, which means no
     */
    record Form(
            String action,
            String button,
            String csrf,
            @Nullable String token,
            @Nullable String next,
            boolean asksEmail,
            boolean asksPassword,
            boolean asksNewPassword,
            @Nullable String refusal) {

        /** A form that asks for nothing but a click. */
        static Form ofClick(String action, String button, String csrf, @Nullable String token) {
            return new Form(action, button, csrf, token, null, false, false, false, null);
        }

        Form orElse(String otherButton) {
            return new Form(action, button, csrf, token, next, asksEmail, asksPassword, asksNewPassword, otherButton);
        }
    }

    /** A way on. */
    record Link(String href, String text) {}

    static View of(String title, String said) {
        return new View(title, said, null, null, null);
    }

    static View of(String title, Form form) {
        return new View(title, null, null, form, null);
    }

    View saying(String sentence) {
        return new View(title, sentence, problem, form, link);
    }

    View refused(@Nullable String why) {
        return new View(title, said, why, form, link);
    }

    View leadingTo(String href, String text) {
        return new View(title, said, problem, form, new Link(href, text));
    }
}
