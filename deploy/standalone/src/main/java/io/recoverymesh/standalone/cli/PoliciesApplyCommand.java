package io.recoverymesh.standalone.cli;

import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Loads policies into a mesh. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Checks YAML files and loads them, all or none of them if one is refused.")
final class PoliciesApplyCommand implements Callable<Integer> {
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
        if (reading.hasErrors()) {
            PoliciesValidateCommand.print(reading, texts.size(), api.screen());
            return ExitCodes.REFUSED;
        }
        String together = String.join("\n---\n", texts.values());
        return api.show(client -> client.put("/api/v1/policies", "application/yaml", together), (answer, screen) -> {
            Cells.problems(answer, screen);
            screen.line("Loaded " + answer.path("published").size() + " documents of " + texts.size() + " files.");
        });
    }
}
