package io.laurel.ingress.cohort;

import io.laurel.web.BodyLimit;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** A cohort may be large. */
@Component
class CohortBodyLimit implements BodyLimit {

    private final long cohort;

    CohortBodyLimit(CohortSettings settings) {
        this.cohort = settings.maxUpload().toBytes();
    }

    @Override
    public long bytes(HttpServletRequest request) {
        return request.getServletPath().equals("/api/v1/credentials/bulk") ? cohort : 0;
    }
}
