package io.laurel.verifier.page;

import io.laurel.contracts.PublicAddresses;
import io.laurel.verifier.profile.Profile;
import io.laurel.verifier.profile.Profiles;
import io.laurel.web.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a recipient wants the world to see. */
@RestController
class ProfilePageController {

    private final Profiles profiles;
    private final PublicAddresses addresses;
    private final Pages pages;

    ProfilePageController(Profiles profiles, PublicAddresses addresses, Pages pages) {
        this.profiles = profiles;
        this.addresses = addresses;
        this.pages = pages;
    }

    /** What a recipient's page shows. */
    record ProfileView(
            Head head, String name, @Nullable String headline, List<Earned> credentials, boolean hasCredentials) {}

    /** A credential on the shelf. */
    record Earned(String path, String imagePath, String badge, String organization, Day issued) {}

    @GetMapping("/u/{slug}")
    ResponseEntity<String> profile(@PathVariable String slug) {
        var profile = profiles.find(slug).orElseThrow(() -> ApiException.notFound("There is no such profile."));
        var earned = profile.credentials().stream()
                .map(ProfilePageController::earned)
                .toList();
        return pages.page(
                "profile",
                new ProfileView(head(profile), profile.name(), profile.headline(), earned, !earned.isEmpty()));
    }

    private static Earned earned(Profile.Shown shown) {
        return new Earned(
                Links.credential(shown.shortId().value()),
                Links.image(shown.imageSha256()),
                shown.badge(),
                shown.organization(),
                Day.of(shown.issuedAt()));
    }

    private Head head(Profile profile) {
        return new Head(
                profile.name() + " · Laurel",
                "The credentials that " + profile.name() + " has earned.",
                addresses.profile(profile.slug()),
                null,
                true,
                false);
    }
}
