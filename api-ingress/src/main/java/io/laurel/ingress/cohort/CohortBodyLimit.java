package io.laurel.ingress.cohort;

import io.laurel.web.BodyLimit;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** A cohort may be large; nothing else is. */
@Component
class CohortBodyLimit implements BodyLimit {

    private final long cohort;
    private final long other;

    CohortBodyLimit(CohortSettings settings, @Value("${laurel.web.max-body:1MB}") DataSize other) {
        this.cohort = settings.maxUpload().toBytes();
        this.other = other.toBytes();
    }

    @Override
    public long bytes(HttpServletRequest request) {
        return request.getServletPath().equals("/api/v1/credentials/bulk") ? cohort : other;
    }
}
