package io.recoverymesh.standalone.cli;

import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.standalone.text.Explained;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what every guard would answer. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Says what would happen to a request for this target now: every guard, its answer and why.")
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TargetOptions target;

    @Option(
            names = "--policy",
            paramLabel = "<name>",
            defaultValue = "",
            description = "By this policy. Default: each that could act on the target")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String policy;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        TargetRef ref = target.ref();
        Map<String, String> query = Map.of("group", ref.group(), "target", ref.target(), "policy", policy);
        return api.show(
                client -> client.get("/api/v1/explain", query),
                (answer, screen) -> screen.lines(Explained.lines(answer, screen)));
    }
}
