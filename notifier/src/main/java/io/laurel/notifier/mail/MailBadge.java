package io.laurel.notifier.mail;

/** What a mail shows of a badge and of the organization behind it. */
public record MailBadge(
        String name, String description, String imageSha256, String organizationSlug, String organizationName) {}
