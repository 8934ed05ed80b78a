package io.laurel.ingress.wallet;

import io.laurel.web.ApiException;
import io.laurel.web.BodyLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.jakarta.servlet6.JakartaServletFileUpload;
import org.springframework.stereotype.Component;

/** The file that somebody brings: a picture may be as large as a badge's, and have a credential in it. */
@Component
class ImportBody implements BodyLimit {

    private static final long LARGEST = 6 * 1024 * 1024L;

    @Override
    public long bytes(HttpServletRequest request) {
        return request.getServletPath().equals("/api/credentials/import") ? LARGEST : 0;
    }

    /** The first part of a form that has anything in it, whatever it is called. */
    static byte[] file(HttpServletRequest request) throws IOException {
        try {
            var parts = new JakartaServletFileUpload<>().getItemIterator(request);
            while (parts.hasNext()) {
                var bytes = parts.next().getInputStream().readAllBytes();
                if (bytes.length > 0) {
                    return bytes;
                }
            }
        } catch (FileUploadException e) {
            throw ApiException.validation("The multipart body cannot be read.");
        }
        throw ApiException.invalid("file", "is missing");
    }
}
