package io.recoverymesh.handler.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code handler.*}: the names and defaults that handler-service has.
 *
 * @param instance default: host name and process id; give a fixed one where a restarted process should resume at once
 */
@ConfigurationProperties("handler")
record HandlerProperties(
        @Nullable String instance,
        @Bindable(defaultValue = "64") int maxRunning,
        @Bindable(defaultValue = "10s") Duration heartbeat,
        @Bindable(defaultValue = "20s") Duration stopWait) {}
