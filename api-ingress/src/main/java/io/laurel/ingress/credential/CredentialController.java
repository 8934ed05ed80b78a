package io.laurel.ingress.credential;

import io.laurel.contracts.OrganizationId;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists and shows credentials. */
@RestController
class CredentialController {

    private final Credentials credentials;

    CredentialController(Credentials credentials) {
        this.credentials = credentials;
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping("/api/v1/credentials")
    Page<Credential> list(Caller caller, HttpServletRequest request) {
        return credentials.list(caller.organization(), CredentialFilter.of(request), PageRequest.of(request));
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping("/api/organizations/{orgId}/credentials")
    Page<Credential> listForMember(Member member, HttpServletRequest request) {
        return credentials.list(member.organization(), CredentialFilter.of(request), PageRequest.of(request));
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping("/api/v1/credentials/{id}")
    Credential get(Caller caller, @PathVariable String id) {
        return get(caller.organization(), id);
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping("/api/organizations/{orgId}/credentials/{id}")
    Credential getForMember(Member member, @PathVariable String id) {
        return get(member.organization(), id);
    }

    private Credential get(OrganizationId organization, String id) {
        return CredentialKey.parse(id)
                .flatMap(key -> credentials.find(organization, key))
                .orElseThrow(() -> ApiException.notFound("There is no credential with this id."));
    }
}
