package io.laurel.localstack.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.laurel.localstack.frontdoor.Routes.Target;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/credentials, INGRESS",
        "/api/v1/credentials/bulk, INGRESS",
        "/api/auth/login, INGRESS",
        "/api/verifyx, INGRESS",
        "/organizations, INGRESS",
        "/, INGRESS",
        "/api/verify/CRD-00000000, VERIFIER",
        "/api/credentials/verify-image, VERIFIER",
        "/api/credentials/1/baked, VERIFIER",
        "/api/credentials/1/baked.svg, VERIFIER",
        "/api/credentials/1/qr, VERIFIER",
        "/api/credentials, INGRESS",
        "/api/credentials/1/claim, INGRESS",
        "/api/credentials/import, INGRESS",
        "/api/credentials/export, INGRESS",
        "/account/sign-in, INGRESS",
        "/portal, INGRESS",
        "/portal/code, INGRESS",
        "/api/auth/verify/token, INGRESS",
        "/api/me, INGRESS",
        "/api/embed/1, VERIFIER",
        "/credentials/1/ob3, VERIFIER",
        "/credentials/verify, VERIFIER",
        "/credentials/issue, VERIFIER",
        "/presentations/verify, VERIFIER",
        "/issuers/a/did.json, VERIFIER",
        "/achievements/a/b, VERIFIER",
        "/verify/CRD-00000000, VERIFIER",
        "/verify-lookup, VERIFIER",
        "/o/a, VERIFIER",
        "/u/a, VERIFIER",
        "/images/0.png, VERIFIER"
    })
    void eachPathGoesToItsService(String path, Target service) {
        assertThat(Routes.of(path, Set.of(Target.INGRESS, Target.VERIFIER))).isEqualTo(service);
    }

    @ParameterizedTest
    @CsvSource({
        "/credentials/issue, WORKER",
        "/vc-api/status/1-0, WORKER",
        "/credentials/issued, VERIFIER",
        "/credentials/verify, VERIFIER",
        "/api/v1/credentials, INGRESS"
    })
    void theTestIssuerIsTheWorkersWhereItIsOn(String path, Target service) {
        assertThat(Routes.of(path, Set.of(Target.values()))).isEqualTo(service);
    }
}
