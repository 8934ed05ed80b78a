package io.laurel.ingress.badge;

import io.laurel.contracts.PublicAddresses;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.picture.Pictures;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** What is done with badges, whoever asks: a program with a key, or a member who is signed in. */
@Component
class BadgeDesk {

    /** Forms that are in memory at the same time, each with a picture of up to 5 MB. */
    private static final int FORMS_AT_ONCE = 8;

    private static final int LONGEST_WAIT_SECONDS = 5;

    private final Badges badges;
    private final NewBadges newBadges;
    private final BadgeChanges changes;
    private final Pictures pictures;
    private final PublicAddresses addresses;
    private final Semaphore places = new Semaphore(FORMS_AT_ONCE, true);

    BadgeDesk(Badges badges, NewBadges newBadges, BadgeChanges changes, Pictures pictures, PublicAddresses addresses) {
        this.badges = badges;
        this.newBadges = newBadges;
        this.changes = changes;
        this.pictures = pictures;
        this.addresses = addresses;
    }

    /**
     * A picture that was uploaded.
     *
     * @param imageId names it where a badge is made or changed: the SHA-256 of the PNG
     */
    record Uploaded(String imageId, URI imageUrl) {}

    /**
     * How a badge was taken away.
     *
     * @param result {@code deleted}, or {@code deactivated} where credentials name the badge
     */
    record Removed(UUID id, String result) {}

    private interface FormWork<T> {
        T with(BadgeForm form) throws IOException;
    }

    ResponseEntity<Uploaded> upload(Actor actor, HttpServletRequest request) throws IOException {
        return withForm(request, form -> {
            byte[] image = form.image();
            if (image == null) {
                throw ApiException.invalid("image", "is missing");
            }
            String id = pictures.keep(actor.organization(), image);
            var address = addresses.image(id);
            return ResponseEntity.created(address).body(new Uploaded(id, address));
        });
    }

    ResponseEntity<Badge> create(Actor actor, BadgeRequest body, String path) {
        return created(actor, newBadges.create(actor, body, null), path);
    }

    ResponseEntity<Badge> create(Actor actor, HttpServletRequest request, String path) throws IOException {
        UUID id = withForm(request, form -> newBadges.create(actor, form.request(), form.image()));
        return created(actor, id, path);
    }

    private ResponseEntity<Badge> created(Actor actor, UUID id, String path) {
        return ResponseEntity.created(URI.create(path + "/" + id)).body(get(actor, id));
    }

    Badge get(Actor actor, UUID id) {
        return badges.find(actor, id).orElseThrow(Badges::notFound);
    }

    Badge change(Actor actor, UUID id, BadgeRequest body) {
        changes.change(actor, id, body, null);
        return get(actor, id);
    }

    Badge change(Actor actor, UUID id, HttpServletRequest request) throws IOException {
        return withForm(request, form -> {
            changes.change(actor, id, form.request(), form.image());
            return get(actor, id);
        });
    }

    Removed remove(Actor actor, UUID id) {
        var removal = changes.remove(actor, id);
        return new Removed(id, removal.name().toLowerCase(Locale.ROOT));
    }

    private <T> T withForm(HttpServletRequest request, FormWork<T> work) throws IOException {
        if (!entered()) {
            throw ApiException.unavailable(
                    "Too many pictures are uploaded at the moment. Try again in a few seconds.", null);
        }
        try {
            return work.with(BadgeForm.read(request, pictures));
        } finally {
            places.release();
        }
    }

    private boolean entered() {
        try {
            return places.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
