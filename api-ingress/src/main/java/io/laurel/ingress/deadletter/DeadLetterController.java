package io.laurel.ingress.deadletter;

import io.laurel.contracts.ReplayCommand;
import io.laurel.ingress.access.Account;
import io.laurel.ingress.access.Actor;
import io.laurel.ingress.access.AllowedTo;
import io.laurel.ingress.access.Audience;
import io.laurel.ingress.audit.AuditLog;
import io.laurel.ingress.broker.Broker;
import io.laurel.ingress.page.Page;
import io.laurel.ingress.page.PageRequest;
import io.laurel.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows commands that were given up, the oldest first, and has them handled once more. */
@RestController
class DeadLetterController {

    private final DeadLetters letters;
    private final Broker broker;
    private final AuditLog audit;

    DeadLetterController(DeadLetters letters, Broker broker, AuditLog audit) {
        this.letters = letters;
        this.broker = broker;
        this.audit = audit;
    }

    @AllowedTo(Audience.PLATFORM_ADMINISTRATOR)
    @GetMapping("/api/admin/dead-letters")
    Page<DeadLetter> list(HttpServletRequest request) {
        var asked = PageRequest.of(request);
        var found = letters.from(offset(asked.cursor()), asked.offset(), asked.limit() + 1);
        return Page.of(found, asked, null, last -> Long.toString(last.offset() + 1));
    }

    private static long offset(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw ApiException.invalid("cursor", "must be a nextCursor of an earlier page");
        }
    }

    /** What it ends as now, its credential or organization shows; a command that fails again comes back as another letter. */
    @AllowedTo(Audience.PLATFORM_ADMINISTRATOR)
    @PostMapping("/api/admin/dead-letters/{offset}/replay")
    ResponseEntity<DeadLetter> replay(Account administrator, @PathVariable long offset) {
        var letter = letters.find(offset)
                .orElseThrow(() -> ApiException.notFound("There is no dead letter with this offset."));
        var command = letter.command();
        if (command == null) {
            throw ApiException.conflict("The message cannot be read, so it cannot be replayed.");
        }
        if (letter.cohortId() != null) {
            throw ApiException.conflict(
                    "It is a row of cohort " + letter.cohortId() + ": retry the cohort's failed rows instead.");
        }
        audit.record(
                command.organizationId(),
                Actor.Kind.ADMINISTRATOR,
                administrator.id(),
                administrator.name(),
                "command.replayed",
                command.id().toString(),
                Map.of("type", command.getClass().getSimpleName()));
        broker.send(new ReplayCommand(command));
        return ResponseEntity.accepted().body(letter);
    }
}
