package io.recoverymesh.trigger.system;

import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.PolicyProblem.Severity;
import io.recoverymesh.trigger.mapping.Mapping;
import io.recoverymesh.trigger.mapping.MappingReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the file of the mapping. A broken one changes nothing: what held before holds on, the presets where nothing held; it is
 * said in the log, once, and in {@link #problems} until it is mended.
 */
public final class MappingFile implements Supplier<Mapping>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MappingFile.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** No text of YAML begins with it. */
    private static final String UNREADABLE = "\u0000";

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Mapping mapping = Mapping.presets();
    private volatile List<PolicyProblem> problems = List.of();
    private @Nullable String last;

    /** @param file null: the presets alone */
    public MappingFile(@Nullable Path file) {
        if (file != null) {
            look(file);
            Thread.ofVirtual().name("trigger-mapping").start(() -> follow(file));
        }
    }

    @Override
    public Mapping get() {
        return mapping;
    }

    /** What is wrong with the file as it is now; none where it holds. */
    public List<PolicyProblem> problems() {
        return problems;
    }

    @Override
    public void close() {
        stopping.countDown();
    }

    private void follow(Path followed) {
        try {
            while (!stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look(followed);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Path followed) {
        String text = text(followed);
        if (text.equals(last)) {
            return;
        }
        last = text;
        if (text.startsWith(UNREADABLE)) {
            String message = "Expected to read the file that trigger.mapping names, but " + text.substring(1);
            broken(List.of(new PolicyProblem(
                    Severity.ERROR, followed.toString(), 0, "", message, "Create it, or let it be read")));
            return;
        }
        switch (MappingReading.of(followed.toString(), text)) {
            case MappingReading.Valid valid -> {
                mapping = valid.mapping();
                problems = List.of();
                LOG.info("Mapping of {} holds: {} rules with those of the presets", followed, mapping.size());
            }
            case MappingReading.Broken broken -> broken(broken.problems());
        }
    }

    private void broken(List<PolicyProblem> found) {
        problems = found;
        found.forEach(problem -> LOG.warn("Mapping not changed: {}", problem));
    }

    private static String text(Path file) {
        try {
            return Files.size(file) > MAX_BYTES
                    ? UNREADABLE + "it has more than " + MAX_BYTES + " bytes"
                    : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return UNREADABLE + "it is not there";
        } catch (IOException e) {
            return UNREADABLE + e.getMessage();
        }
    }
}
