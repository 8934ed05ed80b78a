package io.laurel.worker.issuance;

import io.laurel.contracts.PublicAddresses;
import io.laurel.openbadges.credential.Credential;
import io.laurel.openbadges.credential.IdentityHash;
import io.laurel.openbadges.credential.StatusEntry;
import io.laurel.worker.baking.BakingPlates;
import io.laurel.worker.issuance.Decision.Issue;
import io.laurel.worker.issuance.Reservation.Numbers;
import io.laurel.worker.signing.CompiledBadges;
import io.laurel.worker.signing.CompiledBadges.Edition;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.springframework.stereotype.Component;

/** Signs a batch on all cores, with no database in reach. */
@Component
class Signatory {

    private static final int SALT_BYTES = 16;

    private final CompiledBadges badges;
    private final BakingPlates plates;
    private final PublicAddresses addresses;
    private final SecureRandom random;
    private final ForkJoinPool cores = new ForkJoinPool();

    Signatory(CompiledBadges badges, BakingPlates plates, PublicAddresses addresses, SecureRandom random) {
        this.badges = badges;
        this.plates = plates;
        this.addresses = addresses;
        this.random = random;
    }

    List<Signed> sign(Map<Issue, Numbers> numbered) {
        if (numbered.isEmpty()) {
            return List.of();
        }
        plates.ensure(numbered.keySet().stream()
                .map(issue -> issue.badge().imageSha256())
                .distinct()
                .toList());
        numbered.keySet().stream().map(Signatory::edition).distinct().forEach(badges::compiled);
        return cores.submit(() -> numbered.entrySet().parallelStream()
                        .map(entry -> sign(entry.getKey(), entry.getValue()))
                        .toList())
                .join();
    }

    private Signed sign(Issue issue, Numbers numbers) {
        var edition = badges.compiled(edition(issue));
        var command = issue.command();
        var credential = new Credential(
                URI.create("urn:uuid:" + command.id()),
                edition.issuer(),
                edition.achievement(),
                IdentityHash.of(command.recipient().email(), salt()),
                issue.issuedAt(),
                issue.expiresAt(),
                command.evidenceUrl(),
                new StatusEntry(
                        addresses.statusList(
                                issue.organization().slug(), numbers.status().list()),
                        numbers.status().index()));
        return new Signed(issue, numbers, edition.signer().sign(credential, issue.issuedAt()));
    }

    private static Edition edition(Issue issue) {
        var organization = issue.organization();
        var badge = issue.badge();
        return new Edition(
                organization.slug(),
                organization.name(),
                organization.website(),
                Objects.requireNonNull(organization.signingKey(), "decided to issue without a signing key"),
                badge.id(),
                badge.slug(),
                badge.name(),
                badge.description(),
                badge.criteria(),
                badge.imageSha256(),
                badge.tags());
    }

    private String salt() {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    @PreDestroy
    void stop() {
        cores.close();
    }
}
