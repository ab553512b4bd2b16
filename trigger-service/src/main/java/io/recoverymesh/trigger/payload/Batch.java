package io.recoverymesh.trigger.payload;

import io.recoverymesh.trigger.mapping.Format;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.signal.InvalidSignalException;
import io.recoverymesh.trigger.signal.Signal;
import io.recoverymesh.trigger.signal.SignalProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The signals of one payload while it is read, and what is wrong with them: the problems of all, up to 20, decide together. */
final class Batch {
    private static final int MAX_PROBLEMS = 20;
    private static final int MAX_SIGNALS = 10_000;
    /** Characters; what elements share (resources, groups) is counted for each of them. */
    private static final long MAX_TEXT = 8L * 1024 * 1024;

    private final Mapping mapping;
    private final List<SpecificRecord> signals = new ArrayList<>();
    private final List<SignalProblem> problems = new ArrayList<>();
    private long text;
    private int truncatedAlerts;
    private @Nullable Format format;
    private @Nullable Integer position;

    Batch(Mapping mapping) {
        this.mapping = mapping;
    }

    Mapping mapping() {
        return mapping;
    }

    /** From now on everything is part of this element of an array. */
    void element(int index) {
        position = index;
    }

    void is(Format found) {
        format = format == null ? found : format;
    }

    void truncated(int alerts) {
        truncatedAlerts += alerts;
    }

    /** Whether more problems would help nobody. */
    boolean isHopeless() {
        return problems.size() >= MAX_PROBLEMS;
    }

    /** @param index in the document; null where the document is one signal */
    void add(@Nullable Integer index, Supplier<SpecificRecord> reader) {
        Integer at = position == null ? index : position;
        try {
            SpecificRecord signal = reader.get();
            Signal.of(signal);
            text += RecordSize.checked(signal);
            checkTotal();
            signals.add(signal);
        } catch (InvalidSignalException e) {
            e.problems().forEach(problem -> problems.add(at == null ? problem : problem.at(at)));
        }
    }

    /** @throws InvalidSignalException with all problems, where there is one */
    Payload payload() {
        if (signals.isEmpty() && problems.isEmpty()) {
            problems.add(new SignalProblem(
                    null, "", "Expected at least one signal, but the payload holds none", "Send at least one"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidSignalException(problems);
        }
        return new Payload(format == null ? Format.PLAIN : format, signals, truncatedAlerts);
    }

    private void checkTotal() {
        if (signals.size() >= MAX_SIGNALS || text > MAX_TEXT) {
            String most = MAX_SIGNALS + " signals of " + MAX_TEXT + " characters together";
            throw new InvalidSignalException(List.of(
                    new SignalProblem(null, "", "Expected at most " + most + ", but got more", "Send fewer at once")));
        }
    }
}
