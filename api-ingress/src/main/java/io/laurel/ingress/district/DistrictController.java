package io.laurel.ingress.district;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.web.ApiException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Opens the portal for an organization, and keeps what its district is made of. */
@RestController
class DistrictController {

    private static final String DISTRICT = "/api/organizations/{orgId}/district";

    private final Districts districts;

    DistrictController(Districts districts) {
        this.districts = districts;
    }

    @AllowedTo(Audience.ADMIN)
    @GetMapping(DISTRICT)
    District get(Member member) {
        return districts
                .find(member.organization())
                .orElseThrow(() -> ApiException.notFound("The organization is no district of the portal yet."));
    }

    /** For owners, as its Admin can make keys for {@code /api/v1}. */
    @AllowedTo(Audience.OWNER)
    @PutMapping(DISTRICT)
    District put(Member member, @RequestBody DistrictRequest request) {
        member.plan().requirePaid("The portal requires Professional plan");
        return districts.put(member, request.checked());
    }
}
