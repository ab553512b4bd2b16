package io.recoverymesh.common.registry;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a registry: at least one URL, tried in order, each with at most {@code retries} further rounds.
 *
 * @param urls base URLs, without a trailing slash, for instance {@code http://127.0.0.1:8081/apis/ccompat/v7}
 * @param authorization value of the Authorization header; null for none
 * @param tls settings below {@code schema.registry.ssl.}, named {@code ssl.*}; empty for the JVM's own
 */
record RegistryConfig(
        List<URI> urls,
        @Nullable String authorization,
        Map<String, Object> tls,
        Duration connectTimeout,
        Duration readTimeout,
        int retries,
        Duration retryWait) {

    static final String URL = "schema.registry.url";
    private static final String NAMESPACE = "schema.registry.";

    RegistryConfig {
        if (urls.isEmpty()) {
            throw new ConfigException("Expected at least one URL in " + URL + ", but it is empty. "
                    + "Set it to the registry's base URL, for instance http://127.0.0.1:8081/apis/ccompat/v7.");
        }
        if (retries < 0 || retries > 100) {
            throw new ConfigException("Expected max.retries between 0 and 100, but it is " + retries + ".");
        }
        if (connectTimeout.isNegative()
                || connectTimeout.isZero()
                || readTimeout.isNegative()
                || readTimeout.isZero()) {
            throw new ConfigException("Expected http.connect.timeout.ms and http.read.timeout.ms above 0, but they are "
                    + connectTimeout.toMillis() + " and " + readTimeout.toMillis() + ".");
        }
        urls = List.copyOf(urls);
        tls = Map.copyOf(tls);
    }

    static RegistryConfig of(Map<String, ?> configs) {
        List<URI> urls = urls(configs).stream().map(RegistryConfig::parse).toList();
        String authorization = RegistryCredentials.authorization(configs, urls);
        return new RegistryConfig(
                urls.stream().map(RegistryConfig::withoutUser).toList(),
                authorization,
                tls(configs),
                millis(configs, "http.connect.timeout.ms", 5_000),
                millis(configs, "http.read.timeout.ms", 10_000),
                (int) number(configs, "max.retries", 3),
                millis(configs, "retries.wait.ms", 250));
    }

    /** The configured URLs as they stand; {@code mock://scope} among them. */
    static List<String> urls(Map<String, ?> configs) {
        Object value = configs.get(URL);
        if (value == null) {
            throw new ConfigException("Expected " + URL + ", but it is not set. Set it to the registry's base URL "
                    + "(http://127.0.0.1:8081/apis/ccompat/v7), or to mock://a-scope for a registry in memory.");
        }
        List<?> values = value instanceof List<?> list
                ? list
                : Arrays.asList(String.valueOf(value).split(",", -1));
        return values.stream()
                .map(each -> String.valueOf(each).strip())
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** A setting by its own name or below {@code schema.registry.}; both are in use. */
    static @Nullable String setting(Map<String, ?> configs, String name) {
        Object value = configs.containsKey(NAMESPACE + name) ? configs.get(NAMESPACE + name) : configs.get(name);
        return switch (value) {
            case null -> null;
            case org.apache.kafka.common.config.types.Password secret -> secret.value();
            default -> value.toString().strip();
        };
    }

    static long number(Map<String, ?> configs, String name, long otherwise) {
        String value = setting(configs, name);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new ConfigException("Expected a whole number for " + name + ", but it is \"" + value + "\".");
        }
    }

    private static Duration millis(Map<String, ?> configs, String name, long otherwise) {
        return Duration.ofMillis(number(configs, name, otherwise));
    }

    private static Map<String, Object> tls(Map<String, ?> configs) {
        Map<String, Object> tls = new TreeMap<>();
        configs.forEach((name, value) -> {
            if (name.startsWith(NAMESPACE + "ssl.") && value != null) {
                tls.put(name.substring(NAMESPACE.length()), value);
            }
        });
        return tls;
    }

    private static URI parse(String url) {
        try {
            URI uri = URI.create(url.replaceAll("/+$", ""));
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    URL, url, "expected http(s)://host:port/path, but it is no URL: " + e.getMessage());
        }
        throw new ConfigException(URL, url, "expected http(s)://host:port/path, or mock://a-scope alone in the list");
    }

    private static URI withoutUser(URI url) {
        return url.getRawUserInfo() == null ? url : URI.create(url.toString().replace(url.getRawUserInfo() + "@", ""));
    }

    /** The URLs only: neither credentials nor key stores belong into a log. */
    @Override
    public String toString() {
        return "registry " + urls;
    }
}
