package io.laurel.ingress.cohort;

import io.laurel.contracts.CohortId;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the rows of a cohort ended as: pages of them, or all as a file where CSV or NDJSON is asked for. */
@RestController
class ResultController {

    private static final List<String> OUTCOMES =
            List.of("issued", "skipped", "failed", "cancelled", "invalid", "undecided", "valid", "drift");

    private final Jobs jobs;
    private final Results results;
    private final Download download;

    ResultController(Jobs jobs, Results results, Download download) {
        this.jobs = jobs;
        this.results = results;
        this.download = download;
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.READ_CREDENTIALS)
    @GetMapping("/api/v1/bulk-jobs/{id}/results")
    @Nullable
    Page<ResultRow> results(
            Caller caller,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String status,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answer(caller, id, status, accept, request, response);
    }

    @AllowedTo(Audience.VIEWER)
    @GetMapping("/api/organizations/{orgId}/bulk-jobs/{id}/results")
    @Nullable
    Page<ResultRow> resultsForMember(
            Member member,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String status,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        return answer(member, id, status, accept, request, response);
    }

    private @Nullable Page<ResultRow> answer(
            Actor actor,
            UUID id,
            @Nullable String status,
            @Nullable String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var found = jobs.cohort(actor.organization(), id).orElseThrow(Steering::notFound);
        if (status != null && !OUTCOMES.contains(status)) {
            throw ApiException.invalid("status", "must be one of " + String.join(", ", OUTCOMES));
        }
        if (!found.keepsRows()) {
            throw ApiException.notFound("The rows of this dry run are not kept any more; its counts are.");
        }
        var cohort = new CohortId(found.id());
        var form = Download.Form.accepted(accept);
        if (form.isEmpty()) {
            return page(found, status, PageRequest.of(request));
        }
        response.setContentType(form.get().type());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"results-" + id + "." + form.get().extension() + "\"");
        download.write(cohort, status, form.get(), response.getOutputStream());
        return null;
    }

    private Page<ResultRow> page(Cohort found, @Nullable String status, PageRequest asked) {
        var cohort = new CohortId(found.id());
        int after = rowOf(asked.cursor());
        Long total = asked.cursor() == null ? total(found, status) : null;
        var rows = results.after(cohort, after, status, asked.limit() + 1, asked.offset());
        return Page.of(rows, asked, total, last -> Integer.toString(last.row()));
    }

    /** As the cohort's end counted it; before that, and of what it does not count, unknown: a million rows are not counted for a page. */
    private static @Nullable Long total(Cohort cohort, @Nullable String status) {
        var rows = cohort.rows();
        var counts = cohort.counts();
        return switch (status) {
            case null -> rows == null ? null : rows.total();
            case "invalid" -> rows == null ? null : rows.invalid();
            case "issued" -> counts == null ? null : cohort.dryRun() ? 0L : counts.successful();
            case "valid" -> counts == null ? null : cohort.dryRun() ? counts.successful() : 0L;
            case "skipped" -> counts == null ? null : counts.skipped();
            case "failed" -> counts == null ? null : counts.failed();
            case "drift" -> counts == null ? null : counts.drift();
            default -> null;
        };
    }

    private static int rowOf(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            throw ApiException.invalid("cursor", "must be a nextCursor of an earlier page");
        }
    }
}
