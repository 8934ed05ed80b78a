package io.laurel.ingress.cohort;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.laurel.contracts.BadgeId;
import io.laurel.contracts.CohortId;
import io.laurel.contracts.ImportCohort;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.access.Caller;
import io.laurel.ingress.access.Member;
import io.laurel.ingress.access.Scope;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.badge.Badges;
import io.laurel.ingress.broker.Broker;
import io.laurel.ingress.cohort.Uploads.Format;
import io.laurel.ingress.issuance.IdempotencyKeys;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.commons.fileupload2.core.FileItemInput;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes cohorts of any size without holding them. */
@RestController
class UploadController {

    private static final Logger LOG = LoggerFactory.getLogger(UploadController.class);
    private static final int MAX_FIELD = 1024;
    private static final String CSV = "text/csv";
    private static final String NDJSON = MediaType.APPLICATION_NDJSON_VALUE;
    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String FORM = MediaType.MULTIPART_FORM_DATA_VALUE;
    private static final String GZIP = "application/gzip";

    private final Uploads uploads;
    private final Badges badges;
    private final Jobs jobs;
    private final Broker broker;
    private final AuditLog audit;
    private final CohortSettings settings;
    private final DistributionSummary sizes;

    UploadController(
            Uploads uploads,
            Badges badges,
            Jobs jobs,
            Broker broker,
            AuditLog audit,
            CohortSettings settings,
            MeterRegistry metrics) {
        this.uploads = uploads;
        this.badges = badges;
        this.jobs = jobs;
        this.broker = broker;
        this.audit = audit;
        this.settings = settings;
        this.sizes = DistributionSummary.builder("laurel.ingress.cohort.bytes")
                .baseUnit("bytes")
                .register(metrics);
    }

    /**
     * What is known of an upload beside its rows, and what its body adds.
     *
     * @param isRepetition of one that is kept: what would be refused by now is answered as it was then
     */
    private record Ask(
            Actor actor,
            CohortId id,
            boolean isRepetition,
            @Nullable String badgeId,
            boolean dryRun) {

        /** The address says which badge; a dry run is one wherever that is said. */
        Ask with(Intake.Said said) {
            var badge = badgeId == null ? said.badgeId() : badgeId;
            return new Ask(actor, id, isRepetition, badge, dryRun || said.dryRun());
        }
    }

    private Ask ask(Actor actor, @Nullable String badgeId, boolean dryRun, @Nullable String idempotencyKey) {
        var key = IdempotencyKeys.checked(idempotencyKey);
        if (key == null) {
            return new Ask(actor, CohortId.random(), false, badgeId, dryRun);
        }
        var id = CohortId.ofIdempotencyKey(actor.organization(), key);
        return new Ask(actor, id, uploads.isKept(id), badgeId, dryRun);
    }

    @AllowedTo(value = Audience.API_KEY, scope = Scope.WRITE_CREDENTIALS)
    @PostMapping(
            path = "/api/v1/credentials/bulk",
            consumes = {CSV, NDJSON, JSON, FORM, GZIP})
    ResponseEntity<Job> upload(
            Caller caller,
            @RequestParam(required = false) @Nullable String badgeId,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String idempotencyKey,
            HttpServletRequest request)
            throws IOException {
        return accept(ask(caller, badgeId, dryRun, idempotencyKey), "/api/v1", request);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(
            path = "/api/organizations/{orgId}/credentials/bulk-issue",
            consumes = {CSV, NDJSON, JSON, FORM, GZIP})
    ResponseEntity<Job> uploadAsMember(
            Member member,
            @RequestParam(required = false) @Nullable String badgeId,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String idempotencyKey,
            HttpServletRequest request)
            throws IOException {
        var ask = ask(member, badgeId, false, idempotencyKey);
        return accept(ask, "/api/organizations/" + member.organization(), request);
    }

    @AllowedTo(Audience.ISSUER)
    @PostMapping(
            path = "/api/organizations/{orgId}/credentials/bulk-issue/validate",
            consumes = {CSV, NDJSON, JSON, FORM, GZIP})
    ResponseEntity<Job> validateAsMember(
            Member member,
            @RequestParam(required = false) @Nullable String badgeId,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String idempotencyKey,
            HttpServletRequest request)
            throws IOException {
        var ask = ask(member, badgeId, true, idempotencyKey);
        return accept(ask, "/api/organizations/" + member.organization(), request);
    }

    private ResponseEntity<Job> accept(Ask ask, String path, HttpServletRequest request) throws IOException {
        var organization = ask.actor().organization();
        requireBadgeIfKnown(ask);
        var taken = take(ask, MediaType.parseMediaType(request.getContentType()), request);
        audit.record(ask.actor(), "cohort.uploaded", taken.id().toString(), Map.of("dryRun", taken.dryRun()));
        send(new ImportCohort(taken.id(), organization));
        return ResponseEntity.accepted()
                .location(URI.create(path + "/bulk-jobs/" + taken.id()))
                .body(jobs.find(organization, taken.id()).orElseThrow());
    }

    /** Before anything is read of a cohort that would be refused after all. */
    private void requireBadgeIfKnown(Ask ask) {
        if (ask.badgeId() != null) {
            requireActive(ask, badge(ask.badgeId()));
        }
    }

    private void requireActive(Ask ask, BadgeId badge) {
        if (!ask.isRepetition()) {
            badges.requireActive(ask.actor().organization(), badge);
        }
    }

    /** Free may look, not issue. */
    private static void requirePlan(Ask ask) {
        if (!ask.dryRun() && !ask.isRepetition()) {
            ask.actor().plan().requirePaid(Steering.PAID_ONLY);
        }
    }

    private Uploads.Taken take(Ask ask, MediaType type, HttpServletRequest request) throws IOException {
        try (var upload = uploads.write()) {
            if (type.isCompatibleWith(MediaType.MULTIPART_FORM_DATA)) {
                return takeForm(ask, request, upload);
            }
            var format = format(type);
            if (format != Format.JSON) {
                // Nothing is said beside such rows: without a badge they need not be read.
                requirePlan(ask);
                var _ = badge(ask.badgeId());
            }
            return keep(ask.with(read(format, request.getInputStream(), upload)), format, upload);
        }
    }

    /** The form's one file, and its fields, which may come before the file and after it. */
    private Uploads.Taken takeForm(Ask ask, HttpServletRequest request, Uploads.Writer upload) throws IOException {
        var known = ask;
        Format format = null;
        var saidInFile = Intake.Said.NOTHING;
        try {
            var parts = new JakartaServletFileUpload<>().getItemIterator(request);
            while (parts.hasNext()) {
                var part = parts.next();
                if (part.isFormField()) {
                    known = known.with(said(part));
                } else if (format == null) {
                    requireBadgeIfKnown(known);
                    format = format(typeOf(part));
                    saidInFile = read(format, part.getInputStream(), upload);
                } else {
                    throw ApiException.invalid("file", "must be one: each cohort is a request of its own");
                }
            }
        } catch (FileUploadException e) {
            throw ApiException.validation("The multipart body cannot be read.");
        }
        if (format == null) {
            throw ApiException.invalid("file", "is missing");
        }
        return keep(known.with(saidInFile), format, upload);
    }

    private Intake.Said read(Format format, InputStream body, Uploads.Writer upload) throws IOException {
        return Intake.read(format, Gzip.unpacked(body, settings.maxUpload()), upload);
    }

    private static Format format(MediaType type) {
        requireUtf8(type);
        if (type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
            return Format.JSON;
        }
        // What only says that it is gzipped is a CSV.
        return type.isCompatibleWith(MediaType.APPLICATION_NDJSON) ? Format.NDJSON : Format.CSV;
    }

    private static Intake.Said said(FileItemInput field) throws IOException {
        return switch (field.getFieldName()) {
            case "badgeId" -> new Intake.Said(text(field), false);
            case "dryRun" -> new Intake.Said(null, bool(text(field)));
            default -> Intake.Said.NOTHING;
        };
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw ApiException.invalid("dryRun", "must be true or false");
        };
    }

    private static String text(FileItemInput field) throws IOException {
        return new String(field.getInputStream().readNBytes(MAX_FIELD), UTF_8).strip();
    }

    /** By what the part says it is, else by its name; browsers call a CSV many things. */
    private static MediaType typeOf(FileItemInput file) {
        String name = Objects.requireNonNullElse(file.getName(), "").replaceFirst("\\.gz$", "");
        String type = Objects.requireNonNullElse(file.getContentType(), "");
        if (type.startsWith("application/x-ndjson") || name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
            return MediaType.APPLICATION_NDJSON;
        }
        return type.startsWith(MediaType.APPLICATION_JSON_VALUE) || name.endsWith(".json")
                ? MediaType.APPLICATION_JSON
                : MediaType.parseMediaType("text/csv");
    }

    private static void requireUtf8(MediaType type) {
        var charset = type.getCharset();
        if (charset != null && !charset.equals(UTF_8)) {
            throw ApiException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be in UTF-8.");
        }
    }

    private Uploads.Taken keep(Ask ask, Format format, Uploads.Writer upload) {
        requirePlan(ask);
        var badge = badge(ask.badgeId());
        requireActive(ask, badge);
        String mine = upload.fingerprint(badge, ask.dryRun());
        var taken = upload.keep(ask.id(), ask.actor().organization(), badge, format, ask.dryRun(), mine);
        if (!taken.fingerprint().equals(mine)) {
            throw ApiException.of(ErrorCode.IDEMPOTENCY_MISMATCH, "This Idempotency-Key was used for another cohort.");
        }
        sizes.record((double) upload.bytes());
        return taken;
    }

    private static BadgeId badge(@Nullable String text) {
        if (text == null) {
            throw ApiException.invalid("badgeId", "is missing");
        }
        try {
            return new BadgeId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("badgeId", "must be a UUID");
        }
    }

    /** The upload is kept, so it is taken; where the broker is away now, {@link ImportSweep} asks again. */
    private void send(ImportCohort task) {
        try {
            broker.send(task);
        } catch (ApiException e) {
            LOG.warn("the import of cohort {} will be asked for later: {}", task.cohortId(), e.getMessage());
        }
    }
}
