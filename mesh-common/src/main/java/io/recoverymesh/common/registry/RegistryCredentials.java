package io.recoverymesh.common.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Reads {@code basic.auth.*} and {@code bearer.auth.*} into the value of an Authorization header. */
final class RegistryCredentials {

    private RegistryCredentials() {}

    static @Nullable String authorization(Map<String, ?> configs, List<URI> urls) {
        String basic = RegistryConfig.setting(configs, "basic.auth.credentials.source");
        String bearer = RegistryConfig.setting(configs, "bearer.auth.credentials.source");
        if (basic != null && bearer != null) {
            throw new ConfigException("Expected basic.auth.credentials.source or bearer.auth.credentials.source, "
                    + "but both are set. Remove one.");
        }
        return bearer != null ? bearer(configs, bearer) : basic(configs, basic == null ? "URL" : basic, urls);
    }

    private static @Nullable String basic(Map<String, ?> configs, String source, List<URI> urls) {
        return switch (source) {
            case "URL" -> basic(userInfoOf(urls));
            case "USER_INFO" -> basic(required(configs, "basic.auth.user.info", "user:password"));
            default ->
                throw new ConfigException(
                        "basic.auth.credentials.source", source, "expected URL or USER_INFO with basic.auth.user.info");
        };
    }

    private static String bearer(Map<String, ?> configs, String source) {
        if (!"STATIC_TOKEN".equals(source)) {
            throw new ConfigException(
                    "bearer.auth.credentials.source", source, "expected STATIC_TOKEN with bearer.auth.token");
        }
        return "Bearer " + required(configs, "bearer.auth.token", "a token");
    }

    private static @Nullable String userInfoOf(List<URI> urls) {
        return urls.stream()
                .map(URI::getUserInfo)
                .filter(info -> info != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String basic(@Nullable String userInfo) {
        return userInfo == null ? null : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    }

    private static String required(Map<String, ?> configs, String name, String form) {
        String value = RegistryConfig.setting(configs, name);
        if (value == null || value.isEmpty()) {
            throw new ConfigException("Expected " + name + " with " + form + ", but it is not set.");
        }
        return value;
    }
}
