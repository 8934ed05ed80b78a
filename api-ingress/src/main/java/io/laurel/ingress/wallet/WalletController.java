package io.laurel.ingress.wallet;

import com.github.f4b6a3.uuid.UuidCreator;
import io.laurel.contracts.Outcome;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.issuance.CommandDesk;
import io.laurel.ingress.issuance.IdempotencyKeys;
import io.laurel.ingress.issuance.Rejections;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import io.laurel.web.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A recipient's wallet: what they earned, what they bring along, and all of it to take away. */
@RestController
class WalletController {

    private static final Set<String> STATUSES = Set.of("pending", "valid", "expired", "revoked");
    private static final int AT_ONCE = 50;
    private static final int LARGEST_IMPORT = 128 * 1024;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Wallet wallet;
    private final Imports imports;
    private final Verifier verifier;
    private final Claiming claiming;
    private final CommandDesk desk;

    WalletController(Wallet wallet, Imports imports, Verifier verifier, Claiming claiming, CommandDesk desk) {
        this.wallet = wallet;
        this.claiming = claiming;
        this.desk = desk;
        this.imports = imports;
        this.verifier = verifier;
    }

    @AllowedTo(Audience.SIGNED_IN)
    @GetMapping("/api/credentials")
    Page<Earned> earned(
            Account account, @RequestParam(required = false) @Nullable String status, HttpServletRequest request) {
        if (status != null && !STATUSES.contains(status)) {
            throw ApiException.invalid("status", "must be pending, valid, expired or revoked");
        }
        return wallet.list(account, status, PageRequest.withoutCursor(request));
    }

    @AllowedTo(Audience.SIGNED_IN)
    @PostMapping("/api/credentials/{id}/claim")
    ResponseEntity<Earned> claim(
            Account account,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKeys.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = "Prefer", required = false) @Nullable List<String> prefer) {
        var preference = desk.preference(prefer);
        var claim = claiming.claim(account, id, IdempotencyKeys.checked(key), preference);
        return switch (claim.outcome().orElse(null)) {
            case Outcome.Rejected rejected -> throw Rejections.error(rejected);
            case Outcome.Claimed _ -> ResponseEntity.ok(wallet.get(account, claim.credential()));
            case Outcome.Issued _, Outcome.Revoked _ -> throw new IllegalStateException("no outcome of a claim");
            case null -> ResponseEntity.accepted().body(wallet.get(account, claim.credential()));
        };
    }

    @AllowedTo(Audience.SIGNED_IN)
    @GetMapping("/api/credentials/imported")
    Page<Imported> imported(Account account, HttpServletRequest request) {
        return imports.list(account, PageRequest.withoutCursor(request));
    }

    /** A PNG or an SVG with a credential in it, the credential as JSON, or a JWT: the body as it is, told apart by content. */
    @AllowedTo(Audience.SIGNED_IN)
    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping("/api/credentials/import")
    Imported add(Account account, @RequestBody byte[] file) {
        var judged = verifier.judge(file);
        if (judged.credential().length() > LARGEST_IMPORT) {
            throw ApiException.tooLarge("A credential of at most 128 KB can be kept here.");
        }
        if (judged.isOurs()) {
            throw ApiException.conflict("This credential was issued here: claim it instead.");
        }
        var identities = judged.identities();
        if (!identities.isEmpty() && identities.stream().noneMatch(identity -> identity.isOf(account.email()))) {
            throw ApiException.of(
                    ErrorCode.EMAIL_MISMATCH, "This credential names somebody else than your e-mail address.");
        }
        return imports.add(account, judged);
    }

    @AllowedTo(Audience.SIGNED_IN)
    @ResponseStatus(HttpStatus.CREATED)
    @PostMapping(path = "/api/credentials/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Imported addByForm(Account account, HttpServletRequest request) throws IOException {
        return add(account, ImportBody.file(request));
    }

    @AllowedTo(Audience.SIGNED_IN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @DeleteMapping("/api/credentials/imported/{id}")
    void remove(Account account, @PathVariable UUID id) {
        imports.remove(account, id);
    }

    @AllowedTo(Audience.SIGNED_IN)
    @GetMapping("/api/credentials/export")
    void export(Account account, HttpServletResponse response) throws IOException {
        response.setContentType("application/vp+ld+json");
        response.setHeader("Content-Disposition", "attachment; filename=\"credentials.json\"");
        response.setHeader("Cache-Control", "no-store");
        var presentation = new Presentation(response.getOutputStream(), UuidCreator.getRandomBased());
        addAll(presentation, after -> wallet.documents(account, after, AT_ONCE));
        addAll(presentation, after -> imports.documents(account, after, AT_ONCE));
        presentation.end();
    }

    private interface Source {
        List<Document> after(UUID id);
    }

    private static void addAll(Presentation presentation, Source source) throws IOException {
        var next = source.after(BEFORE_ALL);
        while (!next.isEmpty()) {
            for (var document : next) {
                presentation.add(document);
            }
            next = next.size() < AT_ONCE
                    ? List.of()
                    : source.after(next.getLast().id());
        }
    }
}
