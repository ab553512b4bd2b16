package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recoverymesh.common.arguments.Offers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What documents name must be there: services and recoveries among the documents, handlers among those that run. */
final class ReferenceCheck {
    private static final int SHOWN = 20;

    private ReferenceCheck() {}

    static void run(List<CatalogueEntry> entries, Offers handlers) {
        for (Kind kind : Kind.values()) {
            Set<String> known = entries.stream()
                    .filter(e -> e.kind() == kind)
                    .map(CatalogueEntry::name)
                    .collect(Collectors.toSet());
            entries.stream().filter(e -> e.kind() == kind).forEach(e -> names(e, known));
            entries.stream().filter(e -> e.kind() == kind).forEach(e -> fallback(e, known));
        }
        if (!handlers.isEmpty()) {
            entries.stream().filter(e -> e.kind() == Kind.RECOVERY).forEach(e -> steps(e, handlers));
        }
    }

    private static void names(CatalogueEntry entry, Set<String> known) {
        entry.references().forEach((name, place) -> {
            if (!known.contains(name)) {
                boolean isService = entry.kind() == Kind.SERVICE;
                entry.problems()
                        .warning(
                                place,
                                "Expected the name of a declared "
                                        + entry.kind().word() + ", but nothing declares '"
                                        + Shown.shortened(name) + "': "
                                        + (isService ? "its health is not waited for" : "this will never trigger"),
                                NearestName.mend(name, known, "Declare it, or remove it here"));
            }
        });
    }

    private static void fallback(CatalogueEntry entry, Set<String> known) {
        String fallback = entry.fallback();
        if (fallback != null && !known.contains(fallback)) {
            entry.problems()
                    .error(
                            CatalogueEntry.FALLBACK,
                            "Expected the name of a declared Recovery, but nothing declares '"
                                    + Shown.shortened(fallback) + "': nothing would take over",
                            NearestName.mend(fallback, known, "Declare it, or remove fallback"));
        }
    }

    private static void steps(CatalogueEntry entry, Offers handlers) {
        JsonNode steps = entry.tree().at("/spec/steps");
        boolean compensates = entry.tree().at("/spec/onFailure").asText().equals("compensate");
        for (int i = 0; i < steps.size(); i++) {
            String pointer = "/spec/steps/" + i;
            step(pointer, steps.get(i), entry.problems(), handlers);
            step(pointer + "/undo", steps.get(i).path("undo"), entry.problems(), handlers);
            if (compensates && !steps.get(i).has("undo")) {
                undo(pointer, steps.get(i), entry.problems(), handlers);
            }
        }
    }

    private static void undo(String pointer, JsonNode call, Problems problems, Offers handlers) {
        String run = call.path("run").asText();
        int slash = run.indexOf('/');
        String undo = handlers.undo(slash < 0 ? run : run.substring(0, slash), run.substring(slash + 1));
        if (undo != null) {
            problems.warning(
                    pointer + "/run",
                    "Nothing takes this step back when the plan is compensated, though " + Shown.shortened(run)
                            + " has an undo",
                    "Write 'undo: {run: " + Shown.shortened(undo)
                            + ", with: {…}}' beside run, or leave it if it is to stay");
        }
    }

    private static void step(String pointer, JsonNode call, Problems problems, Offers handlers) {
        JsonNode written = call.path("run");
        String place = pointer + "/run";
        if (!written.isTextual()) {
            return;
        }
        String run = written.asText();
        int slash = run.indexOf('/');
        String handler = slash < 0 ? run : run.substring(0, slash);
        String action = run.substring(slash + 1);
        Set<String> actions = handlers.actions(handler);
        if (actions == null) {
            problems.error(
                    place,
                    "Expected a handler that has announced itself (" + shown(handlers.handlers()) + "), but got '"
                            + Shown.shortened(handler) + "'",
                    NearestName.mend(handler, handlers.handlers(), "Start that handler, or name one that runs"));
        } else if (!actions.isEmpty() && !actions.contains(action)) {
            problems.error(
                    place,
                    "Expected an action of the handler '" + handler + "' (" + shown(actions) + "), but got '"
                            + Shown.shortened(action) + "'",
                    NearestName.mend(action, actions, "Name one of its actions"));
        } else {
            JsonNode with = call.has("with") ? call.path("with") : JsonNodeFactory.instance.objectNode();
            List<String> objections = handlers.objections(handler, action, with);
            if (!objections.isEmpty()) {
                problems.error(
                        call.has("with") ? pointer + "/with" : place,
                        String.join("; ", objections),
                        "Give what " + handler + "/" + action + " takes");
            }
        }
    }

    private static String shown(Set<String> names) {
        String first = new TreeSet<>(names).stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? first + ", …" : first;
    }
}
