package io.recoverymesh.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.text.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Publishes a signal. */
@Command(
        name = "signal",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Publishes a signal, as a monitor would; done when Kafka has it.",
        footer = {
            "",
            "mesh signal --kind health --target payments --status DOWN",
            "mesh signal --kind alert --target payments --name ErrorRate --severity critical --label team=pay",
            "mesh signal --kind anomaly --target payments --name latency_p99 --score 0.97",
            "mesh signal --file signals.json      (or - for standard input)"
        })
final class SignalCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private SignalOptions signal;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() {
        String body = signal.payload();
        return api.show(client -> client.post("/api/v1/signals", "application/json", body), SignalCommand::print);
    }

    private static void print(JsonNode answer, Screen screen) {
        screen.line("Accepted" + (answer.isMissingNode() ? "." : ": " + answer));
    }
}
