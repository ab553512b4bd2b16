package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.rehearsal.OfflineExplanation;
import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.TriggerExplained;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what would become of a signal. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Says what would become of a signal now: candidates, the condition that decided, what would remain. Publishes nothing.",
        footer = {
            "",
            "mesh trigger explain --target payments --status DOWN",
            "mesh trigger explain --target payments --status DOWN --policy restart-payments   (why does it not act?)",
            "mesh trigger explain --file alert.json --policies my-policies                    (without a mesh)"
        })
final class TriggerExplainCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SignalOptions signal;

    @Option(
            names = "--policy",
            paramLabel = "<name>",
            description = "Also compares the triggers of this policy, where the index leaves them out.")
    private @Nullable String policy;

    @Option(
            names = "--policies",
            paramLabel = "<file|dir>",
            description = "Asks these policies, of a target that nothing is known of, and no mesh.")
    private @Nullable List<Path> policies;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        if (policies == null) {
            String query = policy == null ? "" : "?policy=" + URLEncoder.encode(policy, StandardCharsets.UTF_8);
            return api.show(
                    client -> client.post("/api/v1/trigger/explain" + query, "application/json", signal.payload()),
                    TriggerExplainCommand::print);
        }
        JsonNode answer = OfflineExplanation.of(
                PolicyFiles.read(policies),
                signal.payload(),
                policy,
                InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS));
        if (api.json()) {
            api.screen().json(answer);
        } else {
            print(answer, api.screen());
        }
        return ExitCodes.OK;
    }

    private static void print(JsonNode answer, Screen screen) {
        answer.path("explanations").forEach(one -> screen.lines(TriggerExplained.lines(one, screen)));
    }
}
