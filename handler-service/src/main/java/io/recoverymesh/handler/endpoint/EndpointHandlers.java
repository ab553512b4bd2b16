package io.recoverymesh.handler.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.secret.DiscreetAction;
import io.recoverymesh.handler.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes a handler of each endpoint that is registered. */
public final class EndpointHandlers {
    private static final JsonMapper YAML = JsonMapper.builder(new YAMLFactory()).build();

    private final InstantSource clock;
    private final Secrets secrets;

    /**
     * @param clock for deadlines
     * @param secrets that headers and arguments may name
     */
    public EndpointHandlers(InstantSource clock, Secrets secrets) {
        this.clock = clock;
        this.secrets = secrets;
    }

    /**
     * Reads a YAML file with {@code handlers:}, or all {@code *.yaml} and {@code *.yml} of a directory, by name.
     *
     * @throws InvalidEndpointException at the first that is wrong or unreadable
     */
    public List<Handler> of(Path fileOrDirectory) {
        List<Handler> handlers = new ArrayList<>();
        for (Path file : files(fileOrDirectory)) {
            try {
                new EndpointReader(file.toString())
                        .read(YAML.readTree(Files.readString(file)))
                        .forEach(definition -> handlers.add(handler(definition)));
            } catch (JsonProcessingException e) {
                throw EndpointReader.unreadable(file.toString(), e);
            } catch (IOException e) {
                throw new InvalidEndpointException(file + ": Expected a readable file, but " + e, e);
            }
        }
        return handlers;
    }

    private Handler handler(EndpointDefinition definition) {
        EndpointCaller caller = new EndpointCaller(definition, secrets, clock);
        List<Action> actions = definition.actions().stream()
                .<Action>map(offer -> DiscreetAction.resolving(new EndpointAction(offer, caller), secrets))
                .toList();
        return Handler.of(definition.handler(), actions);
    }

    private static List<Path> files(Path fileOrDirectory) {
        if (!Files.isDirectory(fileOrDirectory)) {
            return List.of(fileOrDirectory);
        }
        try (Stream<Path> listed = Files.list(fileOrDirectory)) {
            return listed.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidEndpointException(fileOrDirectory + ": Expected a readable directory, but " + e, e);
        }
    }
}
