package io.recoverymesh.handler.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.exec.ExecActions;
import io.recoverymesh.handler.http.HttpAction;
import io.recoverymesh.handler.kafka.HandlerLoop;
import io.recoverymesh.handler.kafka.KafkaClients;
import io.recoverymesh.handler.kafka.LoopObserver;
import io.recoverymesh.handler.kafka.LoopSettings;
import io.recoverymesh.handler.kafka.RecordCodec;
import io.recoverymesh.handler.micrometer.MicrometerObserver;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handlers of this instance and the loop that runs them; further {@link Handler} beans are run too. */
@Factory
final class HandlerFactory {
    @Singleton
    @Named("exec")
    Handler exec(Environment environment, @Nullable @Property(name = "handler.exec.file") String file) {
        ExecActions exec = new ExecActions(InstantSource.system());
        List<Action> actions = new ArrayList<>(exec.of("handler.exec.actions", DeclaredActions.of(environment)));
        if (file != null && !file.isEmpty()) {
            actions.addAll(exec.of(Path.of(file)));
        }
        return Handler.of("exec", actions);
    }

    @Singleton
    @Named("http")
    Handler http(HandlerHttpConfiguration configuration) {
        return Handler.of("http", List.of(new HttpAction(configuration.settings(), InstantSource.system())));
    }

    @Singleton
    @Bean(preDestroy = "close")
    HandlerLoop loop(
            HandlerConfiguration configuration,
            MeshConfiguration mesh,
            List<Handler> handlers,
            @Nullable MeterRegistry registry) {
        LoopSettings settings = configuration.settings();
        HandlerLoop loop = new HandlerLoop(
                settings,
                handlers,
                new KafkaClients(mesh.clients(), mesh.topics(), settings.instance()),
                mesh.topics(),
                mesh.topicSetup(),
                new RecordCodec(mesh.registry(), mesh.topics(), settings.instance()),
                InstantSource.system(),
                registry == null ? LoopObserver.NONE : new MicrometerObserver(registry));
        if (registry != null) {
            registry.gauge(
                    "mesh.handler.running", loop, running -> running.state().running());
        }
        return loop;
    }
}
