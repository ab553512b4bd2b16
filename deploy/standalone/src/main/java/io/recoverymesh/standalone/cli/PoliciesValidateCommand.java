package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.standalone.text.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks policies without a mesh. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Checks YAML files against each other, without a mesh; ends with 1 if one is refused.")
final class PoliciesValidateCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "<file|dir>", description = "YAML files, or directories of them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Path> files;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        Map<String, String> texts = PolicyFiles.read(files);
        PolicyReading reading = new PolicyReader().readTogether(texts, Map.of());
        if (api.json()) {
            api.screen().json(json(reading));
        } else {
            print(reading, texts.size(), api.screen());
        }
        return reading.hasErrors() ? ExitCodes.REFUSED : ExitCodes.OK;
    }

    /** {@code file:line: …} so that editors and CI find the place. */
    static void print(PolicyReading reading, int files, Screen screen) {
        reading.problems().forEach(problem -> screen.line(problem.toString()));
        screen.line(reading.documents().size() + " good documents in " + files + " files, "
                + reading.problems().size() + " problems.");
    }

    private static ObjectNode json(PolicyReading reading) {
        ObjectNode answer = JsonMapper.builder().build().createObjectNode();
        answer.put("valid", !reading.hasErrors());
        ArrayNode problems = answer.putArray("problems");
        for (PolicyProblem problem : reading.problems()) {
            problems.addObject()
                    .put("severity", problem.severity().name())
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("field", problem.field())
                    .put("message", problem.message())
                    .put("mend", problem.mend());
        }
        return answer;
    }
}
