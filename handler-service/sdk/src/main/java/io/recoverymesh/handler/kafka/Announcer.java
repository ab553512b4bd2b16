package io.recoverymesh.handler.kafka;

import io.recoverymesh.common.event.EventIds;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.schemas.HandlerAction;
import io.recoverymesh.schemas.HandlerAnnounced;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** Tells who is alive and which actions it offers. */
final class Announcer {
    private final List<Handler> handlers;
    private final LoopSettings settings;
    private final Outbox outbox;
    private final Instant startedAt;
    private Instant next;

    Announcer(List<Handler> handlers, LoopSettings settings, Outbox outbox, Instant startedAt) {
        this.handlers = handlers;
        this.settings = settings;
        this.outbox = outbox;
        this.startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
        this.next = startedAt;
    }

    void tick(Instant now) {
        if (!now.isBefore(next)) {
            next = now.plus(settings.heartbeat());
            announce(true, now);
        }
    }

    void stopped(Instant now) {
        announce(false, now);
    }

    private void announce(boolean running, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        for (Handler handler : handlers) {
            List<HandlerAction> actions = handler.actions().values().stream()
                    .map(Action::description)
                    .sorted(Comparator.comparing(HandlerAction::getName))
                    .toList();
            outbox.announce(
                    new HandlerAnnounced(handler.name(), settings.instance(), actions, running, startedAt, at),
                    EventIds.of("announced", handler.name(), settings.instance(), at.toString()));
        }
    }
}
