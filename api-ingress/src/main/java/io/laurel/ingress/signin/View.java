package io.laurel.ingress.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows: something said, facts, a form, a link, or some of them.
 *
 * @param problem why the form that was sent did not do
 */
public record View(
        String title,
        @Nullable String said,
        @Nullable String problem,
        List<Fact> facts,
        @Nullable Form form,
        @Nullable Link link) {

    /** What a form can ask for. */
    public enum Field {
        EMAIL,
        PASSWORD,
        NEW_PASSWORD,
        CODE
    }

    /** What goes back with a form as it came. */
    public record Hidden(String name, String value) {}

    /** A button that says more than that the form was sent. */
    public record Choice(String name, String value, String text) {}

    /**
     * A form and what it asks for.
     *
     * @param button null where one of the choices is to be made
     * @param refusal means no, beside the button
     */
    public record Form(
            String action,
            @Nullable String button,
            String csrf,
            List<Hidden> hidden,
            Set<Field> fields,
            List<Choice> choices,
            @Nullable Choice refusal) {

        /** A form that asks for nothing but a click. */
        public static Form of(String action, String button, String csrf) {
            return new Form(action, button, csrf, List.of(), Set.of(), List.of(), null);
        }

        /** A form that asks for one of several clicks. */
        public static Form of(String action, List<Choice> choices, String csrf) {
            return new Form(action, null, csrf, List.of(), Set.of(), choices, null);
        }

        public Form asking(Field field) {
            var more = new TreeSet<>(fields);
            more.add(field);
            return new Form(action, button, csrf, hidden, more, choices, refusal);
        }

        /** With what goes back as it came, if there is something. */
        public Form with(String name, @Nullable String value) {
            if (value == null) {
                return this;
            }
            var more = new ArrayList<>(hidden);
            more.add(new Hidden(name, value));
            return new Form(action, button, csrf, more, fields, choices, refusal);
        }

        Form orElse(Choice no) {
            return new Form(action, button, csrf, hidden, fields, choices, no);
        }

        // The template asks these.

        boolean asksEmail() {
            return fields.contains(Field.EMAIL);
        }

        boolean asksPassword() {
            return fields.contains(Field.PASSWORD);
        }

        boolean asksNewPassword() {
            return fields.contains(Field.NEW_PASSWORD);
        }

        boolean asksCode() {
            return fields.contains(Field.CODE);
        }
    }

    /** Something that is so, with a way to more of it, if there is one. */
    public record Fact(String label, String text, @Nullable String href) {}

    /** A way on. */
    public record Link(String href, String text) {}

    public static View of(String title, String said) {
        return new View(title, said, null, List.of(), null, null);
    }

    public static View of(String title, Form form) {
        return new View(title, null, null, List.of(), form, null);
    }

    public View saying(String sentence) {
        return new View(title, sentence, problem, facts, form, link);
    }

    public View refused(String why) {
        return new View(title, said, why, facts, form, link);
    }

    public View showing(List<Fact> all) {
        return new View(title, said, problem, all, form, link);
    }

    boolean hasFacts() {
        return !facts.isEmpty();
    }

    public View leadingTo(String href, String text) {
        return new View(title, said, problem, facts, form, new Link(href, text));
    }
}
