package io.laurel.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.openbadges.baking.BakingPlate;
import io.laurel.openbadges.baking.SvgPlate;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Section D of the API: badges and their pictures, by key and by session. */
class BadgeIT extends Edge {

    private static final String BADGES = "/api/v1/badges";
    private static final AtomicInteger PICTURES = new AtomicInteger();

    @Test
    void aBadgeIsMadeByAForm() {
        var tenant = tenant("professional");
        byte[] png = png();
        var answer = post(
                tenant,
                form().field("slug", "glass-blower")
                        .field("externalUrl", "https://example.com/glass")
                        .field("expiresInDays", "730")
                        .field("tags", "glas, Feuer")
                        .field("tags", "李雷")
                        .field("tags", "")
                        .field("nobody", "knows this")
                        .file("image", "badge.exe", "application/octet-stream", png));
        var badge = json(answer, 201);
        assertThat(header(answer, "Location"))
                .isEqualTo(BADGES + "/" + badge.get("id").asString());
        assertThat(badge.get("name").asString()).isEqualTo("Glasbläser 🔥");
        assertThat(badge.get("slug").asString()).isEqualTo("glass-blower");
        assertThat(badge.get("description").asString()).isEqualTo("Bläst\nGlas.");
        assertThat(badge.get("expiresInDays").asInt()).isEqualTo(730);
        assertThat(badge.get("externalUrl").asString()).isEqualTo("https://example.com/glass");
        assertThat(texts(badge.get("tags"))).containsExactly("glas, Feuer", "李雷");
        assertThat(badge.get("isActive").asBoolean()).isTrue();
        assertThat(badge.get("achievementUrl").asString()).endsWith("/glass-blower");
        assertThat(json(get(tenant, header(answer, "Location")), 200)).isEqualTo(badge);
        assertThat(kept(badge, "png")).isEqualTo(png);
        assertThat(json(get(tenant, BADGES), 200).get("data").get(0)).isEqualTo(badge);
        assertThat(audited(tenant)).containsExactly("badge.created");
    }

    @Test
    void aBadgeIsMadeOfJsonAndAPictureThatWasUploadedBefore() {
        var tenant = tenant("professional");
        byte[] svg =
                "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><circle cx='20' cy='20' r='%d'/></svg>"
                        .formatted(PICTURES.incrementAndGet() % 20 + 1)
                        .getBytes(UTF_8);
        var uploaded = json(upload(tenant, new Form().file("image", "x.png", "image/png", svg)), 201);
        String image = uploaded.get("imageId").asString();
        assertThat(uploaded.get("imageUrl").asString()).isEqualTo("https://badges.example/images/" + image + ".png");
        // The same picture is the same picture.
        assertThat(json(upload(tenant, new Form().file("image", "y.svg", "text/html", svg)), 201))
                .isEqualTo(uploaded);

        var badge = json(post(tenant, "{\"imageId\":\"%s\",\"expiresInDays\":null,\"id\":7}".formatted(image)), 201);
        assertThat(badge.get("imageUrl")).isEqualTo(uploaded.get("imageUrl"));
        assertThat(badge.get("slug").asString()).isEqualTo("glasblaser");
        assertThat(badge.get("expiresInDays").isNull()).isTrue();
        // What the worker and the verifier cut.
        BakingPlate.of(kept(badge, "png"));
        assertThat(SvgPlate.of(kept(badge, "svg")).size()).isPositive();

        // Nobody else may use it, or learn that it is there.
        error(post(tenant("professional"), "{\"imageId\":\"" + image + "\"}"), 400, "VALIDATION_ERROR");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var tenant = tenant("professional");
        var error = error(
                send(request(tenant, BADGES)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"name": "half a \\ud83d", "slug": "Not A Slug", "description": "", "criteria": "a\\u0007b",
                                 "externalUrl": "http://example.com", "expiresInDays": 0, "tags": ["ok", ""]}"""))),
                400,
                "VALIDATION_ERROR");
        assertThat(error.get("details").propertyNames())
                .containsExactlyInAnyOrder(
                        "name", "slug", "description", "criteria", "externalUrl", "expiresInDays", "tags", "image");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name          | "%s"
                    name          | "a\\u0000b"
                    slug          | "-a"
                    slug          | "ümlaut"
                    slug          | "../a"
                    externalUrl   | "https://"
                    externalUrl   | "https://a:b@example.com/"
                    externalUrl   | "javascript:alert(1)"
                    externalUrl   | 7
                    expiresInDays | 1.5
                    expiresInDays | -1
                    expiresInDays | 36501
                    expiresInDays | "soon"
                    expiresInDays | 99999999999
                    tags          | [null]
                    tags          | ["a\\nb"]
                    imageId       | "nonsense"
                    """)
    void whatCannotBeABadgeIsRefused(String field, String value) {
        var tenant = tenant("professional");
        String image = image(tenant);
        String body = "{\"imageId\":\"%s\",\"%s\":%s}".formatted(image, field, value.formatted("n".repeat(201)));
        assertThat(error(post(tenant, body), 400, "VALIDATION_ERROR")
                        .get("details")
                        .propertyNames())
                .containsExactly(field);
    }

    @Test
    void aPictureThatIsNoneIsRefused() {
        var tenant = tenant("professional");
        error(upload(tenant, file("GIF89a".getBytes(UTF_8))), 415, "UNSUPPORTED_MEDIA_TYPE");
        error(
                upload(tenant, file("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".getBytes(UTF_8))),
                400,
                "VALIDATION_ERROR");
        error(upload(tenant, new Form().field("name", "x")), 400, "VALIDATION_ERROR");
        error(upload(tenant, file(png()).file("image", "b", "image/png", png())), 400, "VALIDATION_ERROR");
        // In the limit of the body, over the limit of the picture; then over both.
        error(upload(tenant, file(new byte[5 * 1024 * 1024 + 1])), 413, "PAYLOAD_TOO_LARGE");
        error(upload(tenant, file(new byte[6 * 1024 * 1024])), 413, "PAYLOAD_TOO_LARGE");
        error(
                send(request(tenant, BADGES + "/images")
                        .header("Content-Type", "image/png")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(png()))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        error(
                send(request(tenant, BADGES)
                        .header("Content-Type", "multipart/form-data")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))),
                400,
                "VALIDATION_ERROR");
        error(send(request(tenant, BADGES).PUT(HttpRequest.BodyPublishers.noBody())), 405, "METHOD_NOT_ALLOWED");
        error(send(request(BADGES).POST(HttpRequest.BodyPublishers.noBody())), 401, "UNAUTHORIZED");
        error(post(tenant("free"), "{}"), 403, "FORBIDDEN");
    }

    @ParameterizedTest
    @CsvSource({
        "Welder, welder",
        "O'Brien’s Ångström – Level 2!, obriens-angstrom-level-2",
        "李雷, li-lei",
        "Сварщик, svarsik",
        "لحام, lham",
        "Συγκολλητής, synkolletes",
        "C++ & C#, c-c"
    })
    void aSlugIsMadeOfANameInAnyScript(String name, String slug) {
        var tenant = tenant("professional");
        var badge = json(post(tenant, named(tenant, name)), 201);
        assertThat(badge.get("name").asString()).isEqualTo(name);
        assertThat(badge.get("slug").asString()).isEqualTo(slug);
    }

    @Test
    void aSlugIsUniqueInItsOrganization() {
        var tenant = tenant("professional");
        String image = image(tenant);
        var slugs = IntStream.range(0, 3)
                .mapToObj(n -> slug(json(post(tenant, named(image, "Welder")), 201)))
                .toList();
        assertThat(slugs).containsExactly("welder", "welder-2", "welder-3");
        assertThat(slug(json(post(tenant, named(image, "🔥🔥")), 201))).matches("badge-[a-z0-9]{8}");
        String taken = "{\"imageId\":\"%s\",\"slug\":\"welder-2\"}".formatted(image);
        assertThat(error(post(tenant, taken), 409, "CONFLICT").get("message").asString())
                .contains("welder-2");
        var other = tenant("professional");
        assertThat(slug(json(post(other, named(other, "Welder")), 201))).isEqualTo("welder");
    }

    @Test
    void badgesThatAreMadeAtOnceHaveSlugsOfTheirOwn() {
        var tenant = tenant("professional");
        String image = image(tenant);
        var answers = atOnce(16, n -> post(tenant, named(image, "Potter")));
        assertThat(answers).allMatch(answer -> answer.statusCode() == 201);
        assertThat(answers.stream().map(answer -> slug(json(answer, 201))).distinct())
                .hasSize(16);
        String given = "{\"imageId\":\"%s\",\"slug\":\"the-one\"}".formatted(image);
        assertThat(counted(atOnce(8, n -> post(tenant, given)))).isEqualTo(Map.of(201, 1, 409, 7));
    }

    @Test
    void theFreePlanIncludesAHundredBadgesAndNotOneMore() {
        var tenant = tenant("free");
        String token = member(tenant, "issuer").token();
        String path = "/api/organizations/" + tenant.organization() + "/badges";
        String image = imageOf(tenant);
        // The tenant has one to begin with.
        database.owner().sql("""
                        insert into badge (id, organization_id, slug, name, description, criteria, image_sha256, created_at)
                        select gen_random_uuid(), ?, 'b-' || n, 'B', 'd', 'c', ?, now() from generate_series(1, 93) n
                        """).params(tenant.organization().value(), image).update();
        var answers = atOnce(
                16,
                n -> send(request(path)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(named(image, "Badge " + n)))));
        assertThat(counted(answers)).isEqualTo(Map.of(201, 6, 403, 10));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 403))
                .allMatch(answer -> error(answer, 403, "FORBIDDEN")
                        .get("message")
                        .asString()
                        .contains("100 badges"));
        assertThat(json(send(request(path).header("Authorization", "Bearer " + token)), 200)
                        .get("pagination")
                        .get("total")
                        .asInt())
                .isEqualTo(100);
        // A plan that was granted and has ended is Free, too; one that lasts is not.
        assertThat(afterGrant(tenant, token, "now() - interval '1 minute'")).isEqualTo(403);
        assertThat(afterGrant(tenant, token, "now() + interval '1 hour'")).isEqualTo(201);
    }

    private int afterGrant(Tenant tenant, String token, String ends) {
        database.owner()
                .sql("update organization set plan = 'professional', grant_expires_at = " + ends + " where id = ?")
                .param(tenant.organization().value())
                .update();
        return send(request("/api/organizations/" + tenant.organization() + "/badges")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(named(imageOf(tenant), "Granted"))))
                .statusCode();
    }

    @Test
    void aBadgeChangesUntilSomethingWasIssuedFromIt() {
        var tenant = tenant("professional");
        var badge = json(post(tenant, named(tenant, "Sailor")), 201);
        String path = BADGES + "/" + badge.get("id").asString();

        var changed = json(patch(tenant, path, """
                {"description": "Sails.", "criteria": "Sail once.", "expiresInDays": 30, "tags": ["sea"],
                 "externalUrl": "https://example.com/", "name": "Sailor", "slug": "sailor", "createdAt": "ignored"}"""), 200);
        assertThat(changed.get("description").asString()).isEqualTo("Sails.");
        assertThat(changed.get("expiresInDays").asInt()).isEqualTo(30);
        assertThat(texts(changed.get("tags"))).containsExactly("sea");
        var cleared = json(patch(tenant, path, "{\"expiresInDays\": null, \"externalUrl\": null}"), 200);
        assertThat(cleared.get("expiresInDays").isNull()).isTrue();
        assertThat(cleared.get("externalUrl").isNull()).isTrue();
        assertThat(cleared.get("description").asString()).isEqualTo("Sails.");
        byte[] png = png();
        var pictured = json(
                send(request(tenant, path)
                        .header("Content-Type", Form.TYPE)
                        .method("PATCH", file(png).field("tags", "").publisher())),
                200);
        assertThat(kept(pictured, "png")).isEqualTo(png);
        assertThat(texts(pictured.get("tags"))).containsExactly("sea");
        error(patch(tenant, path, "{\"name\": \"Seaman\"}"), 409, "CONFLICT");
        error(patch(tenant, path, "{\"slug\": \"seaman\"}"), 409, "CONFLICT");
        error(patch(tenant, path, "{\"description\": \"\"}"), 400, "VALIDATION_ERROR");
        error(patch(tenant, path, "[]"), 400, "VALIDATION_ERROR");

        issue(tenant, badge.get("id").asString(), "sailor@example.com");
        for (String change : List.of(
                "{\"description\": \"Rows.\"}",
                "{\"criteria\": \"Row.\"}",
                "{\"expiresInDays\": 31}",
                "{\"tags\": []}",
                "{\"imageId\": \"" + image(tenant) + "\"}",
                "{\"isActive\": false, \"description\": \"Rows.\"}")) {
            error(patch(tenant, path, change), 409, "CONFLICT");
        }
        var still = json(
                patch(tenant, path, "{\"description\": \"Sails.\", \"externalUrl\": \"https://example.org/\"}"), 200);
        assertThat(still.get("externalUrl").asString()).isEqualTo("https://example.org/");
        assertThat(still.get("isActive").asBoolean()).isTrue();
        assertThat(json(patch(tenant, path, "{\"isActive\": false}"), 200)
                        .get("isActive")
                        .asBoolean())
                .isFalse();
        assertThat(json(patch(tenant, path, "{\"isActive\": true}"), 200)
                        .get("isActive")
                        .asBoolean())
                .isTrue();
        assertThat(audited(tenant))
                .containsOnly("badge.created", "badge.changed")
                .hasSize(7);
    }

    @Test
    void aBadgeIsDeletedOrElseDeactivated() {
        var tenant = tenant("professional");
        String unused = id(json(post(tenant, named(tenant, "Unused")), 201));
        var deleted = json(delete(tenant, unused), 200);
        assertThat(deleted.get("result").asString()).isEqualTo("deleted");
        error(get(tenant, BADGES + "/" + unused), 404, "NOT_FOUND");
        error(delete(tenant, unused), 404, "NOT_FOUND");

        String used = id(json(post(tenant, named(tenant, "Used")), 201));
        issue(tenant, used, "used@example.com");
        assertThat(json(delete(tenant, used), 200).get("result").asString()).isEqualTo("deactivated");
        assertThat(json(get(tenant, BADGES + "/" + used), 200).get("isActive").asBoolean())
                .isFalse();
        assertThat(json(get(tenant, BADGES + "?active=false"), 200).get("data").size())
                .isEqualTo(1);
        assertThat(json(delete(tenant, used), 200).get("result").asString()).isEqualTo("deactivated");
    }

    @Test
    void anotherOrganizationsBadgeIsNotThere() {
        var tenant = tenant("professional");
        var other = tenant("professional");
        String path = BADGES + "/" + tenant.badge();
        error(get(other, path), 404, "NOT_FOUND");
        error(patch(other, path, "{\"isActive\": false}"), 404, "NOT_FOUND");
        error(delete(other, tenant.badge().toString()), 404, "NOT_FOUND");
        error(get(tenant, BADGES + "/nonsense"), 400, "VALIDATION_ERROR");
        assertThat(json(get(tenant, path), 200).get("isActive").asBoolean()).isTrue();
    }

    /** What a role may do: look, make, change. */
    @ParameterizedTest
    @CsvSource({"viewer, 403, 403", "issuer, 201, 403", "admin, 201, 200", "owner, 201, 200"})
    void aMemberDoesWhatTheirRoleAllows(String role, int making, int changing) {
        var tenant = tenant("free");
        String token = member(tenant, role).token();
        String path = "/api/organizations/" + tenant.organization() + "/badges";
        String badge = path + "/" + tenant.badge();
        assertThat(asked(token, path, "GET", null).statusCode()).isEqualTo(200);
        assertThat(asked(token, badge, "GET", null).statusCode()).isEqualTo(200);
        var made = asked(token, path, "POST", named(imageOf(tenant), "By " + role));
        assertThat(made.statusCode()).isEqualTo(making);
        assertThat(send(request(path + "/images")
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", Form.TYPE)
                                .POST(file(png()).publisher()))
                        .statusCode())
                .isEqualTo(making);
        if (making == 201) {
            assertThat(header(made, "Location")).isEqualTo(path + "/" + id(json(made, 201)));
        }
        assertThat(asked(token, badge, "PATCH", "{\"isActive\": false}").statusCode())
                .isEqualTo(changing);
        assertThat(asked(token, badge, "DELETE", null).statusCode()).isEqualTo(changing);

        var stranger = tenant("free");
        String elsewhere = "/api/organizations/" + stranger.organization() + "/badges";
        error(asked(token, elsewhere, "GET", null), 404, "NOT_FOUND");
        error(asked(token, path + "/" + stranger.badge(), "GET", null), 404, "NOT_FOUND");
        error(send(request(path)), 401, "UNAUTHORIZED");
    }

    @Test
    void picturesThatNoBadgeUsesAreBounded() {
        var tenant = tenant("professional");
        for (int n = 0; n < 3; n++) {
            image(tenant);
        }
        database.owner().sql("""
                        insert into badge_image (sha256, png)
                        select encode(sha256(convert_to(? || n, 'UTF8')), 'hex'), '' from generate_series(1, 97) n
                        """).param(tenant.organization().toString()).update();
        database.owner()
                .sql("""
                        insert into badge_image_upload (organization_id, image_sha256, uploaded_at)
                        select ?, encode(sha256(convert_to(? || n, 'UTF8')), 'hex'), now() from generate_series(1, 97) n
                        """)
                .params(tenant.organization().value(), tenant.organization().toString())
                .update();
        var refused = upload(tenant, file(png()));
        error(refused, 429, "RATE_LIMITED");
        assertThat(header(refused, "Retry-After")).isEqualTo("86400");
        database.owner()
                .sql(
                        "update badge_image_upload set uploaded_at = now() - interval '25 hours' where organization_id = ?")
                .param(tenant.organization().value())
                .update();
        json(upload(tenant, file(png())), 201);
    }

    private HttpResponse<String> asked(String token, String path, String method, @Nullable String body) {
        var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, publisher));
    }

    private void issue(Tenant tenant, String badge, String email) {
        String body = "{\"badgeId\":\"%s\",\"recipient\":{\"name\":\"Ada\",\"email\":\"%s\"}}".formatted(badge, email);
        json(
                send(request(tenant, "/api/v1/credentials")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))),
                201);
    }

    private static Form form() {
        return new Form()
                .field("name", "Glasbläser 🔥")
                .field("description", "Bläst\nGlas.")
                .field("criteria", "Blas.");
    }

    private static Form file(byte[] picture) {
        return new Form().file("image", "badge.png", "image/png", picture);
    }

    /** JSON that is whole but for what the test says. */
    private HttpResponse<String> post(Tenant tenant, String json) {
        var whole = new TreeMap<String, Object>(
                Map.of("name", "Glasbläser 🔥", "description", "Bläst.", "criteria", "Blas."));
        JSON.readTree(json).properties().forEach(field -> whole.put(field.getKey(), field.getValue()));
        return send(request(tenant, BADGES)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(whole))));
    }

    private HttpResponse<String> post(Tenant tenant, Form form) {
        return send(request(tenant, BADGES).header("Content-Type", Form.TYPE).POST(form.publisher()));
    }

    private HttpResponse<String> upload(Tenant tenant, Form form) {
        return send(request(tenant, BADGES + "/images")
                .header("Content-Type", Form.TYPE)
                .POST(form.publisher()));
    }

    private HttpResponse<String> patch(Tenant tenant, String path, String json) {
        return send(request(tenant, path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> delete(Tenant tenant, String badge) {
        return send(request(tenant, BADGES + "/" + badge).DELETE());
    }

    private String image(Tenant tenant) {
        return json(upload(tenant, file(png())), 201).get("imageId").asString();
    }

    /** The picture of the badge that the tenant has to begin with. */
    private String imageOf(Tenant tenant) {
        return database.owner()
                .sql("select image_sha256 from badge where id = ?")
                .param(tenant.badge().value())
                .query(String.class)
                .single();
    }

    private String named(Tenant tenant, String name) {
        return named(image(tenant), name);
    }

    private static String named(String image, String name) {
        return JSON.writeValueAsString(
                Map.of("imageId", image, "name", name, "description", "Something.", "criteria", "Do it."));
    }

    private byte[] kept(JsonNode badge, String column) {
        String url = badge.get("imageUrl").asString();
        String sha256 = url.substring(url.lastIndexOf('/') + 1, url.lastIndexOf('.'));
        return database.owner()
                .sql("select " + column + " from badge_image where sha256 = ?")
                .param(sha256)
                .query(byte[].class)
                .single();
    }

    private List<String> audited(Tenant tenant) {
        return database.owner()
                .sql("select action from audit_entry where organization_id = ? order by id")
                .param(tenant.organization().value())
                .query((row, number) -> row.getString("action"))
                .list();
    }

    /** A picture like no other. */
    private static byte[] png() {
        var image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(3, 3, 0xff000000 | PICTURES.incrementAndGet());
        image.setRGB(4, 4, UUID.randomUUID().hashCode());
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String id(JsonNode badge) {
        return badge.get("id").asString();
    }

    private static String slug(JsonNode badge) {
        return badge.get("slug").asString();
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private interface Numbered {
        HttpResponse<String> ask(int number);
    }

    private static List<HttpResponse<String>> atOnce(int times, Numbered request) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = IntStream.range(0, times)
                    .mapToObj(n -> threads.submit((Callable<HttpResponse<String>>) () -> request.ask(n)))
                    .toList();
            return asked.stream().map(BadgeIT::answer).toList();
        }
    }

    private static HttpResponse<String> answer(Future<HttpResponse<String>> asked) {
        try {
            return asked.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<Integer, Integer> counted(List<HttpResponse<String>> answers) {
        var counts = new TreeMap<Integer, Integer>();
        answers.forEach(answer -> counts.merge(answer.statusCode(), 1, Integer::sum));
        return counts;
    }
}
