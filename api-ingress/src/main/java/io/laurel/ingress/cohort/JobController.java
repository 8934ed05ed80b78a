package io.laurel.ingress.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.contracts.SteerCohort.Move;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows how far cohorts are, and takes what is to be done to them: for programs, and likewise for members. */
@RestController
class JobController {

    private static final String KEY = "/api/v1/bulk-jobs";
    private static final String MEMBER = "/api/organizations/{orgId}/bulk-jobs";

    private final Jobs jobs;
    private final Steering steering;
    private final Reconciliation reconciliation;

    JobController(Jobs jobs, Steering steering, Reconciliation reconciliation) {
        this.jobs = jobs;
        this.steering = steering;
        this.reconciliation = reconciliation;
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping(KEY)
    Page<Job> list(Caller caller, HttpServletRequest request) {
        return jobs.list(caller.organization(), PageRequest.of(request));
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(MEMBER)
    Page<Job> listForMember(Member member, HttpServletRequest request) {
        return jobs.list(member.organization(), PageRequest.of(request));
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping(KEY + "/{id}")
    Job get(Caller caller, @PathVariable UUID id) {
        return get((Actor) caller, id);
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(MEMBER + "/{id}")
    Job getForMember(Member member, @PathVariable UUID id) {
        return get((Actor) member, id);
    }

    private Job get(Actor actor, UUID id) {
        return jobs.find(actor.organization(), new CohortId(id)).orElseThrow(Steering::notFound);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping(KEY + "/{id}/reconciliation")
    Reconciled reconcile(Caller caller, @PathVariable UUID id) {
        return reconcile((Actor) caller, id);
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping(MEMBER + "/{id}/reconciliation")
    Reconciled reconcileForMember(Member member, @PathVariable UUID id) {
        return reconcile((Actor) member, id);
    }

    private Reconciled reconcile(Actor actor, UUID id) {
        var cohort = jobs.cohort(actor.organization(), id).orElseThrow(Steering::notFound);
        return reconciliation.of(new CohortId(cohort.id()));
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(KEY + "/{id}/submit")
    ResponseEntity<Job> submit(Caller caller, @PathVariable UUID id) {
        return steer(caller, id, Move.SUBMIT, KEY);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(MEMBER + "/{id}/submit")
    ResponseEntity<Job> submitAsMember(Member member, @PathVariable UUID id) {
        return steer(member, id, Move.SUBMIT, MEMBER);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(KEY + "/{id}/retry")
    ResponseEntity<Job> retry(Caller caller, @PathVariable UUID id) {
        return steer(caller, id, Move.RETRY, KEY);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(MEMBER + "/{id}/retry")
    ResponseEntity<Job> retryAsMember(Member member, @PathVariable UUID id) {
        return steer(member, id, Move.RETRY, MEMBER);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(KEY + "/{id}/pause")
    ResponseEntity<Job> pause(Caller caller, @PathVariable UUID id) {
        return steer(caller, id, Move.PAUSE, KEY);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(MEMBER + "/{id}/pause")
    ResponseEntity<Job> pauseAsMember(Member member, @PathVariable UUID id) {
        return steer(member, id, Move.PAUSE, MEMBER);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(KEY + "/{id}/resume")
    ResponseEntity<Job> resume(Caller caller, @PathVariable UUID id) {
        return steer(caller, id, Move.RESUME, KEY);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(MEMBER + "/{id}/resume")
    ResponseEntity<Job> resumeAsMember(Member member, @PathVariable UUID id) {
        return steer(member, id, Move.RESUME, MEMBER);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(KEY + "/{id}/cancel")
    ResponseEntity<Job> cancel(Caller caller, @PathVariable UUID id) {
        return steer(caller, id, Move.CANCEL, KEY);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(MEMBER + "/{id}/cancel")
    ResponseEntity<Job> cancelAsMember(Member member, @PathVariable UUID id) {
        return steer(member, id, Move.CANCEL, MEMBER);
    }

    private ResponseEntity<Job> steer(Actor actor, UUID id, Move move, String path) {
        var job = steering.steer(actor, id, move);
        var location = path.replace("{orgId}", actor.organization().toString()) + "/" + id;
        return ResponseEntity.accepted().location(URI.create(location)).body(job);
    }
}
