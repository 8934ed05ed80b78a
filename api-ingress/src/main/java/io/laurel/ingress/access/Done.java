package io.laurel.ingress.access;

/** What the portal answers where there is nothing else to say. */
public record Done(boolean ok) {

    public static final Done OK = new Done(true);
}
