package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.policy.Durations;
import io.recoverymesh.standalone.rehearsal.BadTestException;
import io.recoverymesh.standalone.rehearsal.Mismatch;
import io.recoverymesh.standalone.rehearsal.PolicyTest;
import io.recoverymesh.standalone.text.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs unit tests of policies without a mesh. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs the tests (*.test.yaml) of policies, without a mesh and without waiting; ends with 1 if one fails.",
        footer = {
            "",
            "A test sends signals at given times and says what is expected; it is run with the policies of its directory.",
            "docs/testing-policies.md describes it, examples/policy-tests holds one."
        })
final class PoliciesTestCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "<dir|file>", description = "Directories of tests, or test files.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Path> places;

    @Option(names = "--name", paramLabel = "<text>", description = "Only tests whose name contains this.")
    private @Nullable String name;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    /** One file: what its tests gave, or why they could not be run. */
    private record Ran(
            String file,
            List<PolicyTest.Result> results,
            @Nullable String refused) {}

    @Override
    public Integer call() {
        List<Ran> ran = new ArrayList<>();
        PolicyFiles.tests(places).forEach((file, text) -> ran.add(run(file, text)));
        if (api.json()) {
            api.screen().json(json(ran));
        } else {
            print(ran, api.screen());
        }
        boolean good = ran.stream()
                .allMatch(one -> one.refused() == null && one.results().stream().allMatch(PolicyTest.Result::isGood));
        return good ? ExitCodes.OK : ExitCodes.REFUSED;
    }

    private Ran run(String file, String text) {
        try {
            Map<String, String> policies = PolicyFiles.beside(Path.of(file));
            List<PolicyTest.Result> results = PolicyTest.read(file, text, policies).run().stream()
                    .filter(result -> name == null || result.name().contains(name))
                    .toList();
            return new Ran(file, results, null);
        } catch (BadTestException e) {
            return new Ran(file, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static void print(List<Ran> ran, Screen screen) {
        int good = 0;
        int bad = 0;
        for (Ran file : ran) {
            screen.line(screen.bold(file.file()));
            if (file.refused() != null) {
                bad++;
                screen.line("  " + screen.mark(false) + " " + file.refused());
            }
            for (PolicyTest.Result result : file.results()) {
                good += result.isGood() ? 1 : 0;
                bad += result.isGood() ? 0 : 1;
                screen.line("  " + screen.mark(result.isGood()) + " " + result.name() + " "
                        + screen.faint("(" + Durations.format(result.simulated()) + ")"));
                result.mismatches()
                        .forEach(mismatch ->
                                screen.lines(("    " + mismatch).lines().toList()));
            }
        }
        screen.line(good + " good, " + bad + " bad.");
    }

    private static ObjectNode json(List<Ran> ran) {
        ObjectNode answer = JsonMapper.builder().build().createObjectNode();
        ArrayNode files = answer.putArray("files");
        for (Ran one : ran) {
            ObjectNode file = files.addObject().put("file", one.file());
            if (one.refused() != null) {
                file.put("refused", one.refused());
            }
            ArrayNode tests = file.putArray("tests");
            for (PolicyTest.Result result : one.results()) {
                ArrayNode mismatches = tests.addObject()
                        .put("name", result.name())
                        .put("good", result.isGood())
                        .putArray("mismatches");
                for (Mismatch mismatch : result.mismatches()) {
                    mismatches
                            .addObject()
                            .put("line", mismatch.line())
                            .put("what", mismatch.what())
                            .put("expected", mismatch.expected())
                            .put("got", mismatch.got());
                }
            }
        }
        return answer;
    }
}
