package io.laurel.ingress.picture;

import io.laurel.web.BodyLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** A form with a picture may be as large as the picture, and have room for its fields. */
@Component
class PictureBodyLimit implements BodyLimit {

    private static final Pattern WITH_PICTURES = Pattern.compile("/api/(?:v1|organizations/[^/]+)/badges(?:/[^/]+)?");
    private static final long FIELDS = 256 * 1024L;

    private final long picture;

    PictureBodyLimit(PictureSettings settings) {
        this.picture = settings.mostUpload().toBytes();
    }

    @Override
    public long bytes(HttpServletRequest request) {
        return WITH_PICTURES.matcher(request.getServletPath()).matches() ? picture + FIELDS : 0;
    }
}
