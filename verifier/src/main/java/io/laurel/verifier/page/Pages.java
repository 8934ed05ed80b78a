package io.laurel.verifier.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Fills the templates. Whatever is put into one is escaped. */
@Component
class Pages {

    static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final Mustache.Compiler mustache = Mustache.compiler()
            .escapeHTML(true)
            .nullValue("")
            .emptyStringIsFalse(true)
            .withLoader(name -> reader(name + ".mustache"));
    private final Map<String, Template> templates = new ConcurrentHashMap<>();

    /** A page that a client asks for anew each time: what it says may change at any moment. */
    ResponseEntity<String> page(String template, Object view) {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .body(html(template, view));
    }

    String html(String template, Object view) {
        return templates
                .computeIfAbsent(template, name -> mustache.compile(reader(name + ".mustache")))
                .execute(view);
    }

    private static Reader reader(String name) {
        return new StringReader(text(name));
    }

    static String text(String name) {
        try {
            return new ClassPathResource(name, Pages.class).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
