package io.recoverymesh.handler.wiring;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.recoverymesh.handler.http.HttpSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code handler.http.*}. */
@ConfigurationProperties("handler.http")
record HandlerHttpConfiguration(
        @Nullable List<String> allowedHosts,
        @Nullable List<String> allowedAddresses,
        @Bindable(defaultValue = "30s") Duration timeout,
        @Bindable(defaultValue = "5s") Duration connectTimeout,
        @Bindable(defaultValue = "65536") int responseLimit) {

    HttpSettings settings() {
        List<String> hosts = allowedHosts == null ? List.of() : allowedHosts;
        List<String> addresses = allowedAddresses == null ? List.of() : allowedAddresses;
        return new HttpSettings(hosts, addresses, timeout, connectTimeout, responseLimit);
    }
}
