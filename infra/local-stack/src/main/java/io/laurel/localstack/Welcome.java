package io.laurel.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What a person reads when everything runs: where to look, and what to paste. */
record Welcome(LaurelFolder folder, Path root, Map<String, String> demo) {

    void print(Progress progress, Duration took) {
        progress.line("""

                Laurel is ready (%.1f s).

                  Front door   %s
                  Mailbox      %s
                  API key      %s
                  Owner        %s, password %s
                  Platform     %s, password %s
                  Portal       %s/portal, for %s (the code comes by mail)
                  For scripts  . %s
                  LMS exports  %s (a CSV with name and email earns its people a badge)

                Issue one credential:

                  %s %s/api/v1/credentials \\
                    -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\
                    -d '{"badgeId": "%s", "recipient": {"name": "Ada Lovelace", "email": "ada@example.com"}}'

                Issue a cohort of 1,000:

                  %s '%s/api/v1/credentials/bulk?badgeId=%s' \\
                    -H 'Authorization: Bearer %s' -H 'Content-Type: text/csv' \\
                    --data-binary @%s

                %s""".formatted(
                        took.toMillis() / 1000.0,
                        of("LAUREL_BASE_URL"),
                        of("LAUREL_MAILBOX_URL"),
                        of("LAUREL_API_KEY"),
                        of("LAUREL_OWNER_EMAIL"),
                        of("LAUREL_OWNER_PASSWORD"),
                        of("LAUREL_ADMIN_EMAIL"),
                        of("LAUREL_ADMIN_PASSWORD"),
                        of("LAUREL_BASE_URL"),
                        of("LAUREL_PORTAL_ADMIN"),
                        shown(folder.demo()),
                        shown(folder.exports()),
                        curl(),
                        of("LAUREL_BASE_URL"),
                        of("LAUREL_API_KEY"),
                        of("LAUREL_BADGE_ID"),
                        curl(),
                        of("LAUREL_BASE_URL"),
                        of("LAUREL_BADGE_ID"),
                        of("LAUREL_API_KEY"),
                        shown(folder.cohort()),
                        Launcher.READY));
    }

    /** Nobody vouches for the front door's certificate, so it is named. */
    private String curl() {
        return of("LAUREL_BASE_URL").startsWith("https")
                ? "curl -sS --cacert " + shown(folder.path().resolve("https.pem"))
                : "curl -sS";
    }

    private String of(String variable) {
        return demo.getOrDefault(variable, "");
    }

    /** As it is typed in the repository's folder. */
    private String shown(Path file) {
        return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    }
}
