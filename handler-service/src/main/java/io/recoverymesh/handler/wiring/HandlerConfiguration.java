package io.recoverymesh.handler.wiring;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.recoverymesh.handler.kafka.LoopSettings;
import io.recoverymesh.handler.sdk.MeshSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code handler.*}.
 *
 * @param instance default: host name and process id; give a fixed one where a restarted process should resume at once
 */
@ConfigurationProperties("handler")
record HandlerConfiguration(
        @Nullable String instance,
        @Bindable(defaultValue = "64") int maxRunning,
        @Bindable(defaultValue = "10s") Duration heartbeat,
        @Bindable(defaultValue = "20s") Duration stopWait) {

    LoopSettings settings() {
        String name = instance == null || instance.isEmpty() ? MeshSettings.hostAndProcess() : instance;
        return new LoopSettings(name, maxRunning, heartbeat, stopWait);
    }
}
