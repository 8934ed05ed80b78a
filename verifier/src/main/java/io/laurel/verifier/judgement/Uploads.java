package io.laurel.verifier.judgement;

import io.laurel.web.BodyLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** The files that people hand in. */
@Configuration(proxyBeanMethods = false)
public class Uploads {

    /** The largest credential that is read, by itself or in a file. */
    static final DataSize MOST_TEXT = DataSize.ofMegabytes(1);

    /** The first file of a form that has anything in it, whatever its field is called. */
    public static Optional<byte[]> file(MultipartHttpServletRequest form) {
        return form.getMultiFileMap().values().stream()
                .flatMap(Collection::stream)
                .filter(file -> !file.isEmpty())
                .findFirst()
                .map(Uploads::bytes);
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Bean
    BodyLimit bodyLimit(JudgementProperties properties) {
        return request -> {
            String path = request.getRequestURI();
            boolean upload = path.equals("/api/credentials/verify-image") || path.equals("/verify-lookup");
            return (upload ? properties.mostUpload() : MOST_TEXT).toBytes();
        };
    }
}
