package io.recoverymesh.standalone.cli;

import io.recoverymesh.common.policy.Mermaid;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.PolicyReader;
import io.recoverymesh.common.policy.PolicyReading;
import io.recoverymesh.common.policy.PolicyReading.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws plans without a mesh. */
@Command(
        name = "draw",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Draws the plans of recoveries as Mermaid flowcharts, without a mesh; several of them as Markdown.")
final class PoliciesDrawCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "<file|dir>", description = "YAML files, or directories of them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<Path> files;

    @Option(names = "--name", paramLabel = "<recovery>", description = "Only this one.")
    private @Nullable String name;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        PolicyReading reading = new PolicyReader().readTogether(PolicyFiles.read(files), Map.of());
        if (reading.hasErrors()) {
            PoliciesValidateCommand.print(reading, files.size(), api.screen());
            return ExitCodes.REFUSED;
        }
        List<Policy> policies = reading.documents().stream()
                .filter(Document.RecoveryPolicy.class::isInstance)
                .map(document -> ((Document.RecoveryPolicy) document).policy())
                .filter(policy -> name == null || policy.name().equals(name))
                .toList();
        if (policies.isEmpty()) {
            throw new RefusedInputException(
                    "Expected a document of kind Recovery" + (name == null ? "" : " named '" + name + "'") + " in "
                            + files + ", but there is none.",
                    null);
        }
        draw(policies);
        return ExitCodes.OK;
    }

    private void draw(List<Policy> policies) {
        if (policies.size() == 1) {
            api.screen().lines(Mermaid.of(policies.getFirst()).lines().toList());
            return;
        }
        for (Policy policy : policies) {
            api.screen().line("## " + policy.name());
            api.screen().line("```mermaid");
            api.screen().lines(Mermaid.of(policy).lines().toList());
            api.screen().line("```");
        }
    }
}
