package io.recoverymesh.standalone.cli;

import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Top;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Shows what goes on, again and again. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what is broken, what is being done, what waits and what is held back; on a terminal live, until Ctrl-C.",
            "With --once, with --json, or where the output is no terminal: once."
        })
final class TopCommand implements Callable<Integer> {
    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

    @Option(names = "--once", description = "Show it once.")
    private boolean once;

    @Option(
            names = "--every",
            paramLabel = "<seconds>",
            defaultValue = "2",
            description = "How often it is looked at, 1 to 3600. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private ApiOptions api;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || seconds > 3600) {
            throw new ParameterException(
                    api.command().commandLine(), "Expected --every from 1 to 3600 seconds, but got " + seconds);
        }
        Screen screen = api.screen();
        boolean live = !once && !api.json() && screen.colour();
        int exitCode = show(screen, live);
        while (live) {
            TimeUnit.SECONDS.sleep(seconds);
            exitCode = show(screen, true);
        }
        return exitCode;
    }

    private int show(Screen screen, boolean live) {
        return api.show(client -> client.get("/api/v1/now"), (now, ignored) -> {
            if (live) {
                screen.out().print(CLEAR);
            }
            screen.lines(Top.lines(now, screen));
            if (live) {
                screen.line("");
                screen.line(screen.faint("every " + seconds + " s, Ctrl-C ends it"));
            }
        });
    }
}
