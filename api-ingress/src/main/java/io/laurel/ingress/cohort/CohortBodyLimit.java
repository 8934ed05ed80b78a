package io.laurel.ingress.cohort;

import io.laurel.web.BodyLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** A cohort may be large. */
@Component
class CohortBodyLimit implements BodyLimit {

    private static final Pattern COHORT =
            Pattern.compile("/api/v1/credentials/bulk|/api/organizations/[^/]+/credentials/bulk-issue(/validate)?");

    private final long cohort;

    CohortBodyLimit(CohortSettings settings) {
        this.cohort = settings.maxUpload().toBytes();
    }

    @Override
    public long bytes(HttpServletRequest request) {
        return COHORT.matcher(request.getServletPath()).matches() ? cohort : 0;
    }
}
