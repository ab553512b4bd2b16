package io.recoverymesh.correlation.flow;

import io.recoverymesh.schemas.FlowState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A flow as bars over time, in order of their beginning: lines that belong together become one bar, whatever order the
 * topics brought them in. A kind of line that it does not know is a bar without length; nothing is left out.
 */
public final class Waterfall {
    private static final String UNDO = "undo:";

    private final List<Bar> bars = new ArrayList<>();
    private final Map<String, Integer> open = new HashMap<>();
    private int number;

    private Waterfall() {}

    /** Draws a story. */
    public static List<Bar> of(Story story) {
        Waterfall waterfall = new Waterfall();
        List<FlowLine> lines = story.lines();
        IntStream.range(0, lines.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> lines.get(i).at())
                        .thenComparing(i -> !lines.get(i).kind().equals("health")))
                .forEach(i -> waterfall.add(i, lines.get(i)));
        if (story.flow().state() == FlowState.CLOSED) {
            Instant end = story.flow().endedAt();
            waterfall.close(end == null ? story.flow().changedAt() : end);
        }
        return List.copyOf(waterfall.bars);
    }

    private void add(int index, FlowLine line) {
        number = index;
        switch (line.fact() == null ? "" : line.fact()) {
            case "TargetHealth" -> health(line);
            case "TriggerEvent" -> trigger(line);
            case "VerdictGiven" -> verdict(line);
            case "RecoveryStarted" -> begin(recovery(line), line, "recovery", String.valueOf(line.policy()), "RUNNING");
            case "RecoveryEnded" -> recoveryEnded(line);
            case "VerificationStarted" ->
                begin(verification(line), line, "verification", "verify " + line.target(), "VERIFYING");
            case "VerificationObserved" -> says(verification(line), line);
            case "StepDispatched" -> dispatched(line);
            case "StepStarted" -> replace(step(line), bar -> bar.taken(line), line);
            case "StepProgressed" -> says(step(line), line);
            case "StepSucceeded" -> stepEnded(line, "SUCCEEDED");
            case "StepAttemptFailed" -> attemptFailed(line);
            case "StepFailed" -> stepEnded(line, "FAILED");
            case "StepLost" -> stepEnded(line, "LOST");
            case "StepCancelled" -> stepEnded(line, "CANCELLED");
            case "StormStarted" -> begin("storm", line, "storm", "storm", "STORM");
            case "StormEnded" -> end("storm", line, "OVER");
            default -> point(line);
        }
    }

    private void health(FlowLine line) {
        String key = "health " + line.target();
        end(key, line.at());
        boolean lasts = !"UP".equals(line.state());
        if (lasts) {
            begin(key, line, "health", line.target() + " " + line.state(), String.valueOf(line.state()));
        } else {
            bars.add(Bar.at(line, number, "health", line.target() + " UP", "UP"));
        }
    }

    private void trigger(FlowLine line) {
        String key = waiting(line);
        end(key, line.at());
        if ("HOLD_STARTED".equals(line.state())) {
            begin(key, line, "wait", "hold for " + line.policy(), "WAITING");
        } else {
            point(line);
        }
    }

    private void verdict(FlowLine line) {
        end(waiting(line), line.at());
        point(line);
        if ("DEFERRED".equals(line.state()) || "AWAITING_APPROVAL".equals(line.state()) || line.until() != null) {
            begin(waiting(line), line, "wait", waitsFor(line), String.valueOf(line.state()));
        }
    }

    private static String waitsFor(FlowLine line) {
        return switch (String.valueOf(line.state())) {
            case "AWAITING_APPROVAL" -> "waits for a person";
            case "DEFERRED" -> "waits its turn";
            default -> "not before";
        };
    }

    private void recoveryEnded(FlowLine line) {
        String how = String.valueOf(line.state());
        boolean verified = "RECOVERED".equals(how);
        end(verification(line), line, verified ? "VERIFIED" : how);
        String prefix = line.recoveryId() + "|";
        open.keySet().stream().filter(key -> key.startsWith(prefix)).toList().forEach(key -> end(key, line.at()));
        end(recovery(line), line, how);
    }

    private void dispatched(FlowLine line) {
        end(retry(line), line.at());
        String id = String.valueOf(line.step());
        boolean undo = id.startsWith(UNDO);
        String label = (undo ? "undo " + id.substring(UNDO.length()) : id)
                + (line.attempt() > 1 ? ", attempt " + line.attempt() : "");
        begin(step(line), line, undo ? "compensation" : "step", label, "DISPATCHED");
    }

    private void attemptFailed(FlowLine line) {
        stepEnded(line, "FAILED");
        if (line.until() != null) {
            begin(retry(line), line, "wait", line.step() + " waits to be tried again", "WAITING");
        }
    }

    private void stepEnded(FlowLine line, String how) {
        end(retry(line), line.at());
        end(step(line), line, how);
    }

    private void point(FlowLine line) {
        String state = line.state() == null ? "" : line.state();
        String label = line.step() == null ? line.policy() == null ? line.kind() : line.policy() : line.step();
        bars.add(Bar.at(line, number, line.kind(), label, state));
    }

    private void begin(String key, FlowLine line, String kind, String label, String state) {
        end(key, line.at());
        open.put(key, bars.size());
        bars.add(Bar.at(line, number, kind, label, state).open());
    }

    private void says(String key, FlowLine line) {
        replace(key, bar -> bar.says(line), line);
    }

    /** Ends a bar that nothing more is said of. */
    private void end(String key, Instant at) {
        Integer index = open.remove(key);
        if (index != null) {
            Bar bar = bars.get(index);
            bars.set(index, bar.ended(at, bar.state(), bar.text()));
        }
    }

    /** Ends a bar with what a line says; where none is open, the line stands for itself. */
    private void end(String key, FlowLine line, String how) {
        Integer index = open.remove(key);
        if (index == null) {
            point(line);
        } else {
            bars.set(index, bars.get(index).ended(line.at(), how, line.text()));
        }
    }

    private void replace(String key, UnaryOperator<Bar> change, FlowLine line) {
        Integer index = open.get(key);
        if (index == null) {
            point(line);
        } else {
            bars.set(index, change.apply(bars.get(index)));
        }
    }

    private void close(Instant at) {
        List.copyOf(open.keySet()).forEach(key -> end(key, at));
    }

    private static String recovery(FlowLine line) {
        return "recovery " + line.recoveryId();
    }

    private static String verification(FlowLine line) {
        return line.recoveryId() + "|verification";
    }

    private static String step(FlowLine line) {
        return line.recoveryId() + "|step " + line.step() + " " + line.attempt();
    }

    private static String retry(FlowLine line) {
        return line.recoveryId() + "|retry " + line.step();
    }

    private static String waiting(FlowLine line) {
        return "waiting " + line.target() + "|" + line.policy();
    }
}
