package io.recoverymesh.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recoverymesh.common.policy.Policy;
import io.recoverymesh.common.policy.Step;
import io.recoverymesh.standalone.rehearsal.Play;
import io.recoverymesh.standalone.rehearsal.Play.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The actions that an example's policies name, as real programs of the handler {@code exec}. */
final class ExampleActions {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Part USUAL = new Part(Duration.ofSeconds(1), null, false, null);

    private ExampleActions() {}

    /** @param url where the mesh will listen */
    static void write(Path file, List<Policy> policies, Play play, String url) throws IOException {
        Map<String, TreeSet<String>> parameters = new TreeMap<>();
        for (Policy policy : policies) {
            for (Step.Call call :
                    policy.steps().stream().flatMap(ExampleActions::calls).toList()) {
                TreeSet<String> names = parameters.computeIfAbsent(call.action(), action -> new TreeSet<>());
                JSON.readTree(call.arguments()).fieldNames().forEachRemaining(names::add);
            }
        }
        ObjectNode document = JSON.createObjectNode();
        ObjectNode actions = document.putObject("actions");
        for (Map.Entry<String, TreeSet<String>> action : parameters.entrySet()) {
            Part part = play.parts().getOrDefault("exec/" + action.getKey(), USUAL);
            declare(actions.putObject(action.getKey()), action.getValue(), part, url);
        }
        Files.writeString(file, document.toPrettyString());
    }

    private static Stream<Step.Call> calls(Step step) {
        return step.work() instanceof Step.Work.Run run
                ? Stream.of(run.call(), run.undo()).filter(Objects::nonNull).filter(call -> call.handler()
                        .equals("exec"))
                : Stream.empty();
    }

    private static void declare(ObjectNode action, Set<String> parameters, Part part, String url) throws IOException {
        List<String> command = DemoServices.java(
                ExampleStep.class,
                url,
                Long.toString(part.after().toMillis()),
                part.fails() == null ? ExampleStep.NONE : part.fails(),
                part.output() == null ? ExampleStep.NONE : stdout(part.output()),
                Boolean.toString(part.heals()));
        action.put("description", "A step of an example").put("safety", "idempotent");
        action.put("program", command.getFirst()).put("timeout", "60s");
        command.subList(1, command.size()).forEach(action.withArray("args")::add);
        for (String parameter : parameters) {
            action.withArray("args").add("${" + parameter + "}");
            action.withObject("/parameters").putObject(parameter).put("pattern", "[A-Za-z0-9._-]{0,100}");
        }
    }

    /** What a program prints is the field stdout of its output. */
    private static String stdout(String output) throws IOException {
        JsonNode printed = JSON.readTree(output).path("stdout");
        return printed.isTextual() ? printed.asText() : output;
    }
}
