package io.recoverymesh.correlation.catalogue;

import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.common.policy.PolicyReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the catalogue as a directory of YAML files declares it. To be started once the catalogue is read to its end. */
public final class DirectoryLoader implements AutoCloseable {
    /** Between two looks. */
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLoader.class);

    private final PolicyDirectory directory;
    private final Supplier<Catalogue> catalogue;
    private final CatalogueWriter writer;
    private final InstantSource clock;
    private final PolicyReader reader = new PolicyReader();
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("policy-directory").daemon().factory());
    private volatile List<PolicyProblem> problems = List.of();
    private @Nullable String applied;
    private @Nullable Future<?> looking;

    /** Where changes go; a call returns once they are published, and throws where they could not be. */
    public interface CatalogueWriter {
        void publish(Declared declared);

        void retract(Declared declared);
    }

    public DirectoryLoader(Path directory, Supplier<Catalogue> catalogue, CatalogueWriter writer, InstantSource clock) {
        this.directory = new PolicyDirectory(directory);
        this.catalogue = catalogue;
        this.writer = writer;
        this.clock = clock;
    }

    /** Looks now, and from now on. */
    public void start() {
        looking = schedule.scheduleWithFixedDelay(this::attempt, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks once; what cannot be published now is tried again at the next look. */
    public synchronized void look() {
        PolicyDirectory.Listing listing = directory.list();
        if (listing.fingerprint().equals(applied)) {
            return;
        }
        PolicyDirectory.Contents contents = directory.read(listing);
        if (!contents.isWhole()) {
            problems = contents.problems();
            applied = listing.fingerprint();
            return;
        }
        Loading loading =
                Loading.decide(reader, contents.yamlByFile(), contents.problems(), catalogue.get(), clock.instant());
        problems = loading.problems();
        loading.publish().forEach(writer::publish);
        loading.retract().forEach(writer::retract);
        applied = listing.fingerprint();
        report(loading);
    }

    /** Of the last look that found a change. */
    public List<PolicyProblem> problems() {
        return problems;
    }

    @Override
    public void close() {
        if (looking != null) {
            looking.cancel(true);
        }
        schedule.shutdownNow();
    }

    private void attempt() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("policies of {} could not be published now, tried again in {}", directory, INTERVAL, e);
        }
    }

    private void report(Loading loading) {
        LOG.info(
                "policies of {}: {} published, {} retracted, {} problems",
                directory,
                loading.publish().size(),
                loading.retract().size(),
                loading.problems().size());
        loading.problems().forEach(problem -> LOG.warn("{}", problem));
    }
}
