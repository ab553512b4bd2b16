package io.recoverymesh.handler.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.attempt.LoopObserver;
import io.recoverymesh.handler.endpoint.EndpointHandlers;
import io.recoverymesh.handler.kafka.HandlerLoop;
import io.recoverymesh.handler.kafka.KafkaClients;
import io.recoverymesh.handler.kafka.LoopSettings;
import io.recoverymesh.handler.kafka.RecordCodec;
import io.recoverymesh.handler.micrometer.MicrometerObserver;
import io.recoverymesh.handler.secret.DiscreetAction;
import io.recoverymesh.handler.secret.Secrets;
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
    @Bean(preDestroy = "close")
    HandlerLoop loop(
            HandlerConfiguration configuration,
            MeshConfiguration mesh,
            List<Handler> builtIn,
            Secrets secrets,
            @Nullable @Property(name = "handler.endpoints.file") String endpoints,
            @Nullable MeterRegistry registry) {
        LoopSettings settings = configuration.settings();
        List<Handler> handlers = new ArrayList<>(builtIn);
        if (endpoints != null && !endpoints.isEmpty()) {
            handlers.addAll(new EndpointHandlers(InstantSource.system(), secrets).of(Path.of(endpoints)));
        }
        HandlerLoop loop = new HandlerLoop(
                settings,
                handlers.stream()
                        .map(handler -> DiscreetAction.redacting(handler, secrets))
                        .toList(),
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
