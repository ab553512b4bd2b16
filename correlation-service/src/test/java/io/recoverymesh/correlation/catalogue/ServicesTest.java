package io.recoverymesh.correlation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.guard.Neighbourhood.Dependency;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServicesTest {
    private static final String DECLARED = """
            {apiVersion: recovery.mesh/v1, kind: Service, metadata: {name: shop}, spec: {group: eu, dependsOn: [payments, cart, gone]}}
            ---
            {apiVersion: recovery.mesh/v1, kind: Service, metadata: {name: payments}, spec: {group: eu, dependsOn: [db]}}
            ---
            {apiVersion: recovery.mesh/v1, kind: Service, metadata: {name: cart}, spec: {group: eu, dependsOn: [db]}}
            ---
            {apiVersion: recovery.mesh/v1, kind: Service, metadata: {name: db}, spec: {group: data,
              maintenance: [{from: "02:00", to: "04:00"}]}}
            """;

    private final Services services = new Services(Catalogue.of(new PolicyReader()
            .read("services.yaml", DECLARED).documents().stream()
                    .map(document -> new Declared(document, null, Instant.EPOCH))
                    .toList()));

    @Test
    void whatOthersNeedIsNeededTooAndComesLast() {
        assertThat(services.dependenciesOf(TargetRef.of("eu", "shop/shop-1")))
                .containsExactly(
                        new Dependency("eu", "payments"), new Dependency("eu", "cart"), new Dependency("data", "db"));
    }

    @Test
    void aServiceOfTheSameNameInAnotherGroupIsAnotherService() {
        assertThat(services.dependenciesOf(TargetRef.of("us", "shop"))).isEmpty();
        assertThat(services.windowOf(TargetRef.of("eu", "db"), Instant.parse("2026-11-20T03:00:00Z")))
                .isNull();
    }

    @Test
    void knowsTheWindowThatIsOpen() {
        var window = services.windowOf(TargetRef.of("data", "db/db-1"), Instant.parse("2026-11-20T03:00:00Z"));
        assertThat(window).isNotNull();
        assertThat(window.endsAt()).isEqualTo("2026-11-20T04:00:00Z");
        assertThat(services.windowOf(TargetRef.of("data", "db"), Instant.parse("2026-11-20T04:00:00Z")))
                .isNull();
    }
}
