package io.recoverymesh.handler.wiring;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.recoverymesh.handler.kafka.HandlerLoop;
import jakarta.inject.Singleton;

/** Starts the loop with the application. */
@Singleton
final class HandlerStarter implements ApplicationEventListener<StartupEvent> {
    private final HandlerLoop loop;

    HandlerStarter(HandlerLoop loop) {
        this.loop = loop;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        loop.start();
    }
}
