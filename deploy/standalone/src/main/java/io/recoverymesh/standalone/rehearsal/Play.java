package io.recoverymesh.standalone.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.standalone.rehearsal.Expectation.Wanted;
import io.recoverymesh.standalone.rehearsal.Happened.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test of policies as it can be played to a mesh that runs: what to send when, how the actions end, what must follow.
 *
 * @param length until the last look
 * @param parts by {@code handler/action}
 * @param commands fields of each that is expected in all, such as action and step
 * @param outcomes fields of each that is expected in all, such as policy and outcome
 */
public record Play(
        String name,
        Duration length,
        List<Cue> cues,
        Map<String, Part> parts,
        List<Map<String, String>> commands,
        List<Map<String, String>> outcomes) {
    public Play {
        cues = List.copyOf(cues);
        parts = Map.copyOf(parts);
        commands = List.copyOf(commands);
        outcomes = List.copyOf(outcomes);
    }

    /** Something to send. */
    public static final class Cue {
        private final Moment moment;

        Cue(Moment moment) {
            this.moment = moment;
        }

        /** Since the start. */
        public Duration at() {
            return moment.at();
        }

        /** Empty for a signal; else approve or reject. */
        public String answer() {
            return moment.isAnswer() ? String.valueOf(moment.kind()) : "";
        }

        /** As a monitor, or a person, would send it then. */
        public JsonNode body(Instant now) {
            return moment.payload(now);
        }
    }

    /** How an action ends; {@code fails} null where it succeeds. */
    public record Part(
            Duration after,
            @Nullable String fails,
            boolean heals,
            @Nullable String output) {}

    static Play of(PolicyCase test) {
        Map<String, Part> parts = new HashMap<>();
        test.actions()
                .forEach((action, does) ->
                        parts.put(action, new Part(does.after(), does.fails(), does.heals(), does.output())));
        return new Play(
                test.name(),
                test.timeline().getLast().at(),
                test.timeline().stream()
                        .filter(moment -> moment.signal() != null)
                        .map(Cue::new)
                        .toList(),
                parts,
                wanted(test, Kind.commands),
                wanted(test, Kind.outcomes));
    }

    private static List<Map<String, String>> wanted(PolicyCase test, Kind kind) {
        return test.timeline().stream()
                .flatMap(moment -> moment.expectations().stream())
                .filter(expected -> expected.kind() == kind)
                .flatMap(expected -> expected.wanted().stream())
                .map(Play::texts)
                .toList();
    }

    private static Map<String, String> texts(Wanted wanted) {
        Map<String, String> texts = new HashMap<>();
        wanted.fields().forEach((name, value) -> {
            if (!value.isObject() && !value.isList()) {
                texts.put(name, value.text());
            }
        });
        return texts;
    }
}
