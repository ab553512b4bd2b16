package io.recoverymesh.handler.micronaut;

import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.EmbeddedApplication;
import io.micronaut.runtime.event.annotation.EventListener;
import io.recoverymesh.handler.attempt.LoopObserver;
import io.recoverymesh.handler.kafka.LoopState;
import io.recoverymesh.handler.sdk.AnnotatedHandlers;
import io.recoverymesh.handler.sdk.MeshSettings;
import io.recoverymesh.handler.sdk.RecoveryHandlers;
import jakarta.annotation.PreDestroy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the application's handlers from its start until it stops; what runs then ends first, while all beans are still there. */
@Context
public final class HandlerService {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerService.class);

    private final BeanContext context;
    private final MeshSettings settings;
    private final BeanProvider<LoopObserver> observers;
    private final Thread whenKilled = new Thread(this::stop, "handlers-stop");
    private volatile @Nullable RecoveryHandlers handlers;

    /** @param observers where the application counts; see {@link HandlerMetrics} */
    HandlerService(BeanContext context, MeshSettings settings, BeanProvider<LoopObserver> observers) {
        this.context = context;
        this.settings = settings;
        this.observers = observers;
    }

    @EventListener
    void started(StartupEvent event) {
        List<Object> beans = HandlerBeans.of(context);
        if (beans.isEmpty()) {
            LOG.warn("Expected a bean with a method annotated with @RecoveryHandler, but there is none: nothing is"
                    + " served. Is its class annotated with @Singleton?");
            return;
        }
        handlers = RecoveryHandlers.start(settings, AnnotatedHandlers.of(beans.toArray()), observer());
        if (!context.containsBean(EmbeddedApplication.class)) {
            // Without a server Micronaut closes nothing when the process is told to end.
            Runtime.getRuntime().addShutdownHook(whenKilled);
        }
    }

    /** Before any bean is destroyed that an attempt may need. */
    @EventListener
    void stopping(ShutdownEvent event) {
        stop();
    }

    @PreDestroy
    void stop() {
        RecoveryHandlers running = handlers;
        if (running == null) {
            return;
        }
        running.close();
        if (!Thread.currentThread().equals(whenKilled)) {
            try {
                Runtime.getRuntime().removeShutdownHook(whenKilled);
            } catch (IllegalStateException e) {
                LOG.debug("The process ends anyway", e);
            }
        }
    }

    private LoopObserver observer() {
        return observers.isPresent() ? observers.get() : LoopObserver.NONE;
    }

    /** Whether there is anything to serve. */
    public boolean isServing() {
        return handlers != null;
    }

    /** Whether commands are taken, why not, and how many attempts run. */
    public LoopState state() {
        RecoveryHandlers running = handlers;
        return running == null ? new LoopState(false, "not started", 0) : running.state();
    }
}
