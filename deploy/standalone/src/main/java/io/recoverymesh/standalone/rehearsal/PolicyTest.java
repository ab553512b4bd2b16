package io.recoverymesh.standalone.rehearsal;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tests of one file, with the policies that they test.
 *
 * @param start when each of them begins
 */
public record PolicyTest(String file, PolicyReading policies, Instant start, List<PolicyCase> cases) {
    /** What a test's file is called. */
    public static final List<String> SUFFIXES = List.of(".test.yaml", ".test.yml");

    private static final List<String> FIELDS = List.of("start", "tests");
    private static final Instant USUAL_START = Instant.parse("2026-01-05T12:00:00Z");

    public PolicyTest {
        cases = List.copyOf(cases);
    }

    /** What became of one test; nothing is wrong where there are no mismatches. */
    public record Result(String name, List<Mismatch> mismatches, Duration simulated) {
        public Result {
            mismatches = List.copyOf(mismatches);
        }

        public boolean isGood() {
            return mismatches.isEmpty();
        }
    }

    /** @throws BadTestException when the test cannot be run as it is written, or the policies are refused */
    public static PolicyTest read(String file, String text, Map<String, String> policies) {
        PolicyReading reading = new PolicyReader().readTogether(policies, Map.of());
        if (reading.hasErrors()) {
            throw new BadTestException(
                    file,
                    1,
                    "Expected good policies beside it, but "
                            + reading.problems().stream()
                                    .filter(problem -> problem.severity()
                                            == io.recoverymesh.common.policy.PolicyProblem.Severity.ERROR)
                                    .map(Object::toString)
                                    .findFirst()
                                    .orElse("they are refused"));
        }
        Map<String, Written> fields = Written.read(file, text).members(FIELDS);
        Written tests = fields.get("tests");
        Written start = fields.get("start");
        if (tests == null) {
            throw new BadTestException(file, 1, "Expected 'tests', a list of tests, but it is missing");
        }
        List<PolicyCase> cases = new ArrayList<>();
        tests.items().forEach(entry -> cases.add(PolicyCase.read(entry)));
        if (cases.isEmpty()) {
            throw tests.wrong("at least one test");
        }
        return new PolicyTest(file, reading, start == null ? USUAL_START : instant(start), cases);
    }

    /** The first of them, to be played to a mesh that runs. */
    public Play play() {
        return Play.of(cases.getFirst());
    }

    /** Runs them all, each from nothing. */
    public List<Result> run() {
        return cases.stream().map(this::run).toList();
    }

    private Result run(PolicyCase test) {
        Cores cores = new Cores(policies, test.actions(), start);
        List<Mismatch> mismatches = new ArrayList<>();
        for (Moment moment : test.timeline()) {
            cores.runUntil(start.plus(moment.at()));
            if (moment.signal() == null) {
                mismatches.addAll(look(test, moment, cores));
            } else {
                cores.send(moment);
            }
        }
        return new Result(test.name(), mismatches, test.timeline().getLast().at());
    }

    private static List<Mismatch> look(PolicyCase test, Moment moment, Cores cores) {
        List<Mismatch> mismatches = new ArrayList<>();
        Map<Happened.Kind, List<Happened>> happened = cores.takeHappened();
        moment.expectations()
                .forEach(expected -> mismatches.addAll(
                        expected.compare(test.file(), happened.getOrDefault(expected.kind(), List.of()))));
        moment.health().forEach((target, expected) -> {
            String got = cores.healthOf(target);
            if (!got.equals(expected.text())) {
                mismatches.add(new Mismatch(test.file(), expected.line(), "health of " + target, expected.text(), got));
            }
        });
        return mismatches;
    }

    private static Instant instant(Written written) {
        try {
            return Instant.parse(written.text());
        } catch (DateTimeParseException e) {
            throw written.wrong("a time such as 2026-01-05T12:00:00Z");
        }
    }
}
