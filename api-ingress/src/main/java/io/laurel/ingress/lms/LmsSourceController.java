package io.laurel.ingress.lms;

import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Sources, for whoever may issue; all members see them. Who is no longer on a paid plan can look and delete. */
@RestController
class LmsSourceController {

    private static final String SOURCES = "/api/organizations/{orgId}/lms-sources";
    private static final String PAID_ONLY = "LMS sources require Professional plan";

    private final LmsSources sources;
    private final LmsFiles files;

    LmsSourceController(LmsSources sources, LmsFiles files) {
        this.sources = sources;
        this.files = files;
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(SOURCES)
    Page<LmsSource> list(Member member, HttpServletRequest request) {
        return sources.list(member.organization(), PageRequest.of(request));
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(SOURCES + "/{sourceId}")
    LmsSource get(Member member, @PathVariable UUID sourceId) {
        return sources.get(member.organization(), sourceId);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(SOURCES)
    ResponseEntity<LmsSource> add(Member member, @RequestBody LmsSourceRequest request) {
        member.plan().requirePaid(PAID_ONLY);
        var added = sources.add(member, request);
        return ResponseEntity.created(
                        URI.create("/api/organizations/" + member.organization() + "/lms-sources/" + added.id()))
                .body(added);
    }

    @AllowedTo(Audience.ISSUER)
    @PatchMapping(SOURCES + "/{sourceId}")
    LmsSource change(Member member, @PathVariable UUID sourceId, @RequestBody LmsSourceRequest request) {
        member.plan().requirePaid(PAID_ONLY);
        return sources.change(member, sourceId, request);
    }

    @AllowedTo(Audience.ISSUER)
    @DeleteMapping(SOURCES + "/{sourceId}")
    ResponseEntity<Void> delete(Member member, @PathVariable UUID sourceId) {
        sources.delete(member, sourceId);
        return ResponseEntity.noContent().build();
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(SOURCES + "/{sourceId}/run")
    ResponseEntity<LmsSource> run(Member member, @PathVariable UUID sourceId) {
        member.plan().requirePaid(PAID_ONLY);
        return ResponseEntity.accepted().body(sources.requestRun(member, sourceId));
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(SOURCES + "/{sourceId}/files")
    Page<LmsFile> files(Member member, @PathVariable UUID sourceId, HttpServletRequest request) {
        var source = sources.get(member.organization(), sourceId);
        return files.list(source.id(), PageRequest.of(request));
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(SOURCES + "/{sourceId}/files/{fileId}/report")
    LmsFile.Report report(Member member, @PathVariable UUID sourceId, @PathVariable UUID fileId) {
        var source = sources.get(member.organization(), sourceId);
        return files.report(source.id(), fileId);
    }
}
