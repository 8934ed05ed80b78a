package io.laurel.verifier.page;

import static io.laurel.verifier.page.Said.orEmpty;
import static io.laurel.verifier.page.Said.text;

import io.laurel.openbadges.encoding.DateTimeStamp;
import io.laurel.openbadges.verification.Check;
import io.laurel.openbadges.verification.Outcome;
import io.laurel.openbadges.verification.Report;
import io.laurel.verifier.judgement.Judgement;
import io.laurel.verifier.lookup.Credential;
import io.laurel.verifier.lookup.Found;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the page shows of a credential that was handed in. */
record JudgementView(
        Head head,
        Verdict verdict,
        List<CheckView> checks,
        String kind,
        String name,
        String issuedBy,
        String issuerName,
        String issuerId,
        @Nullable String issuerUrl,
        @Nullable Day from,
        @Nullable Day until,
        boolean expired,
        String format,
        String caution,
        String description,
        String criteria,
        @Nullable String criteriaUrl,
        @Nullable String image,
        @Nullable String page,
        CredentialView.@Nullable Link newer,
        String json) {

    /** Pictures that stand in the credential itself, of kinds that cannot hold anything else; none is fetched from anywhere. */
    private static final Pattern PICTURE =
            Pattern.compile("data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]{1,700000}={0,2}");

    static JudgementView of(Judgement judgement) {
        Report report = judgement.report();
        Said said = new Said(report.credential());
        Optional<Found> own = judgement.own();
        boolean signed = holds(report, Check.PROOF) && holds(report, Check.ISSUER);
        return new JudgementView(
                Head.of("A badge, checked"),
                Verdict.of(judgement),
                report.findings().stream().map(CheckView::of).toList(),
                Said.object(report.credential(), "credentialSubject").containsKey("achievement")
                        ? "Open Badge"
                        : "Credential",
                name(said),
                signed ? "issued by" : "says that it was issued by",
                issuerName(said),
                said.issuerId(),
                Links.elsewhere(text(said.issuer(), "url")),
                day(report, "validFrom", "issuanceDate"),
                day(report, "validUntil", "expirationDate"),
                report.finding(Check.VALID_UNTIL).outcome() == Outcome.FAILS,
                switch (report.format()) {
                    case JSON_LD -> "Data Integrity proof";
                    case JWT -> "JSON Web Token";
                },
                signed
                        ? "These are its issuer’s words."
                        : "Nothing shows that its issuer wrote this: anyone could have.",
                orEmpty(text(said.achievement(), "description")),
                orEmpty(text(Said.object(said.achievement(), "criteria"), "narrative")),
                Links.elsewhere(text(Said.object(said.achievement(), "criteria"), "id")),
                image(said, own),
                own.map(Found::credential)
                        .filter(Credential::isPublic)
                        .map(credential -> Links.credential(credential.shortId().value()))
                        .orElse(null),
                own.map(found -> CredentialView.link(found.credential().supersededBy()))
                        .orElse(null),
                said.json());
    }

    private static boolean holds(Report report, Check check) {
        return report.finding(check).outcome() == Outcome.HOLDS;
    }

    private static String name(Said said) {
        String achievement = orEmpty(text(said.achievement(), "name"));
        String credential = orEmpty(text(said.credential(), "name"));
        if (!achievement.isBlank()) {
            return achievement;
        }
        return credential.isBlank() ? "A credential without a name" : credential;
    }

    private static String issuerName(Said said) {
        String name = orEmpty(text(said.issuer(), "name"));
        if (!name.isBlank()) {
            return name;
        }
        return said.issuerId().isBlank() ? "nobody" : said.issuerId();
    }

    private static @Nullable Day day(Report report, String member, String formerly) {
        String date = text(report.credential(), member);
        return DateTimeStamp.parse(orEmpty(date == null ? text(report.credential(), formerly) : date))
                .map(Day::of)
                .orElse(null);
    }

    private static @Nullable String image(Said said, Optional<Found> own) {
        if (own.isPresent()) {
            return Links.image(own.get().badge().imageSha256());
        }
        String picture = text(said.achievement(), "image");
        picture = picture == null ? text(Said.object(said.achievement(), "image"), "id") : picture;
        return picture != null && PICTURE.matcher(picture).matches() ? picture : null;
    }
}
