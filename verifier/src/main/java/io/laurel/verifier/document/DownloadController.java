package io.laurel.verifier.document;

import io.laurel.contracts.PublicAddresses;
import io.laurel.verifier.enquiry.Enquiries;
import io.laurel.verifier.enquiry.Kind;
import io.laurel.verifier.image.Images;
import io.laurel.verifier.lookup.Found;
import io.laurel.verifier.site.Documents;
import io.laurel.web.ApiException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Hands a credential out: as the bytes that were signed, baked into its badge, as a QR code that leads to its page. */
@RestController
class DownloadController {

    private final Enquiries enquiries;
    private final Images images;
    private final PublicAddresses addresses;

    DownloadController(Enquiries enquiries, Images images, PublicAddresses addresses) {
        this.enquiries = enquiries;
        this.images = images;
        this.addresses = addresses;
    }

    @GetMapping("/credentials/{id}/ob3")
    ResponseEntity<byte[]> signedBytes(@PathVariable String id) {
        var found = enquiries.ask(id, Kind.OB3);
        var bytes = signed(found);
        return Documents.answer(Documents.JSON_LD, caching(found), bytes).body(bytes);
    }

    /** The PNG, or the SVG for whoever likes it better and the badge has one. */
    @GetMapping("/api/credentials/{id}/baked")
    ResponseEntity<byte[]> baked(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept) {
        var found = enquiries.ask(id, Kind.BAKED);
        var wanted = PictureWish.of(accept);
        return wanted.svgOnly() || (wanted.ratherSvg() && found.badge().hasSvg()) ? bakedSvg(found) : bakedPng(found);
    }

    @GetMapping("/api/credentials/{id}/baked.svg")
    ResponseEntity<byte[]> bakedSvg(@PathVariable String id) {
        return bakedSvg(enquiries.ask(id, Kind.BAKED));
    }

    private ResponseEntity<byte[]> bakedPng(Found found) {
        var png = images.plate(found.badge().imageSha256())
                .orElseThrow(() -> ApiException.notFound("This credential's badge has no image."))
                .bake(signed(found));
        return picture(found, MediaType.IMAGE_PNG, png, ".png", true);
    }

    private ResponseEntity<byte[]> bakedSvg(Found found) {
        var svg = images.svgPlate(found.badge().imageSha256())
                .orElseThrow(
                        () -> ApiException.notFound("This credential's badge did not come as an SVG. Its PNG is at "
                                + "/api/credentials/" + found.credential().shortId() + "/baked."))
                .bake(signed(found));
        return picture(found, Documents.SVG, svg, ".svg", true);
    }

    private static byte[] signed(Found found) {
        return found.credential().document().getBytes(StandardCharsets.UTF_8);
    }

    @GetMapping("/api/credentials/{id}/qr")
    ResponseEntity<byte[]> qrCode(@PathVariable String id) {
        var found = enquiries.ask(id, Kind.QR);
        if (!found.organization().isPaying()) {
            throw ApiException.forbidden("QR codes require Professional plan");
        }
        var page = addresses.verification(found.credential().shortId());
        return picture(found, MediaType.IMAGE_PNG, QrCode.png(page.toString()), "-qr.png", false);
    }

    private static ResponseEntity<byte[]> picture(
            Found found, MediaType type, byte[] picture, String ending, boolean download) {
        var filename = found.badge().slug() + "-" + found.credential().shortId() + ending;
        var disposition = (download ? ContentDisposition.attachment() : ContentDisposition.inline())
                .filename(filename)
                .build();
        return Documents.answer(type, caching(found), picture)
                .varyBy(HttpHeaders.ACCEPT)
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .body(picture);
    }

    /** Kept only together with asking each time; a private one by its recipient alone. */
    private static CacheControl caching(Found found) {
        return found.credential().isPublic()
                ? CacheControl.noCache()
                : CacheControl.noCache().cachePrivate();
    }
}
