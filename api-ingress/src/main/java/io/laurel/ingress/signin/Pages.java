package io.laurel.ingress.signin;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.laurel.web.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Draws the pages of people who sign in. */
@Component
public class Pages {

    /** Of every page. */
    public static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final Template template;

    Pages() throws IOException {
        this.template = Mustache.compiler()
                .escapeHTML(true)
                .defaultValue("")
                .emptyStringIsFalse(true)
                .compile(
                        new ClassPathResource("page.mustache", Pages.class).getContentAsString(StandardCharsets.UTF_8));
    }

    public ResponseEntity<String> page(View view) {
        return page(HttpStatus.OK, view);
    }

    /** The form again, and why it did not do. */
    public ResponseEntity<String> page(ApiException refused, View form) {
        return page(HttpStatus.valueOf(refused.code().status()), form.refused(refused.sentence()));
    }

    /** A page as text, for who writes it by hand. */
    public String html(View view) {
        return template.execute(view);
    }

    private ResponseEntity<String> page(HttpStatus status, View view) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .body(html(view));
    }
}
