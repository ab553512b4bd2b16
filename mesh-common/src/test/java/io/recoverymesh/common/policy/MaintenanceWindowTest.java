package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaintenanceWindowTest {
    @Test
    void aWeeklyWindowIsOpenOnItsDaysByTheClocksOfItsZone() {
        MaintenanceWindow window = window("{days: [sat], from: '02:00', to: '04:00', zone: Europe/Berlin}");
        assertThat(window.endsAt(Instant.parse("2026-11-21T01:00:00Z"))).isEqualTo("2026-11-21T03:00:00Z");
        assertThat(window.endsAt(Instant.parse("2026-11-21T00:59:59Z"))).isNull();
        assertThat(window.endsAt(Instant.parse("2026-11-21T03:00:00Z"))).isNull();
        assertThat(window.endsAt(Instant.parse("2026-11-22T01:00:00Z"))).isNull();
    }

    @Test
    void aWindowOverMidnightBelongsToTheDayOnWhichItBegins() {
        MaintenanceWindow window = window("{days: [sun], from: '23:00', to: '01:00'}");
        assertThat(window.endsAt(Instant.parse("2026-11-23T00:30:00Z"))).isEqualTo("2026-11-23T01:00:00Z");
        assertThat(window.endsAt(Instant.parse("2026-11-22T00:30:00Z"))).isNull();
    }

    @Test
    void clocksThatAreSetBackMakeTheWindowLonger() {
        MaintenanceWindow window = window("{from: '01:30', to: '03:30', zone: Europe/Berlin}");
        assertThat(window.endsAt(Instant.parse("2026-10-24T23:30:00Z"))).isEqualTo("2026-10-25T02:30:00Z");
    }

    @Test
    void oneThatIsOncePassesByItself() {
        MaintenanceWindow window = window("{from: '2026-12-01T22:00:00Z', to: '2026-12-02T02:00:00Z'}");
        assertThat(window.endsAt(Instant.parse("2026-12-01T23:00:00Z"))).isEqualTo("2026-12-02T02:00:00Z");
        assertThat(window.endsAt(Instant.parse("2026-12-02T02:00:00Z"))).isNull();
    }

    @Test
    void mistakesAreNamedWithTheirPlaceAndTheMend() {
        assertThat(problems("{from: '02:00', to: '2026-12-02T02:00:00Z'}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("Expected from and to of one kind, but got '02:00' and '2026-12-02T02:00:00Z'"));
        assertThat(problems("{from: '2026-12-02T02:00:00Z', to: '2026-12-01T02:00:00Z'}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("Expected to to be after from"));
        assertThat(problems("{from: '02:00', to: '04:00', zone: Mars/Olympus}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("Unknown time-zone ID: Mars/Olympus"));
        assertThat(problems("{from: '29:00', to: '04:00'}")).hasSize(1);
        assertThat(problems("{from: 2, to: '04:00'}")).hasSize(1);
    }

    private static MaintenanceWindow window(String yaml) {
        PolicyReading reading = read(yaml);
        assertThat(reading.problems()).isEmpty();
        if (reading.documents().getFirst() instanceof PolicyReading.Document.DeclaredService service) {
            return service.service().maintenance().getFirst();
        }
        throw new AssertionError("Expected a service, but got " + reading.documents());
    }

    private static List<PolicyProblem> problems(String yaml) {
        return read(yaml).problems();
    }

    private static PolicyReading read(String window) {
        return new PolicyReader()
                .read(
                        "service.yaml",
                        "apiVersion: recovery.mesh/v1\nkind: Service\nmetadata: {name: payments}\nspec:\n  maintenance: ["
                                + window + "]\n");
    }
}
