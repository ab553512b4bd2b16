package io.recoverymesh.handler.notify;

import io.recoverymesh.handler.argument.Given;
import io.recoverymesh.handler.http.HttpCaller;
import io.recoverymesh.handler.secret.Secrets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The configured channels, by name. */
public final class Channels {
    private static final String PLACE = "handler.notify.channels";
    private static final String PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Pattern URL = Pattern.compile("https?://.+|\\$\\{secret:.*");

    private final Map<String, Channel> channels = new TreeMap<>();
    private final @Nullable String fallback;

    private Channels(@Nullable String fallback) {
        this.fallback = fallback;
    }

    /**
     * @param written name to fields
     * @param fallback channel that takes what is for a channel that there is not; null: that is refused
     * @throws IllegalArgumentException saying what is wrong with which
     */
    public static Channels of(
            Map<String, @Nullable Object> written,
            @Nullable String fallback,
            HttpCaller caller,
            Secrets secrets,
            InstantSource clock) {
        Channels channels = new Channels(fallback);
        written.forEach((name, fields) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("Expected the name of a channel in " + PLACE
                        + " to be of letters, digits, _ and -, but got '" + name + "'");
            }
            channels.channels.put(name, channel(Given.in(PLACE + "." + name, fields), caller, secrets, clock));
        });
        if (fallback != null && !channels.channels.containsKey(fallback)) {
            throw new IllegalArgumentException("Expected handler.notify.fallback to name one of the channels "
                    + channels.channels.keySet() + ", but got '" + fallback + "'");
        }
        return channels;
    }

    /** The name of the channel that takes what is for this one. */
    String taker(String asked) {
        if (channels.containsKey(asked)) {
            return asked;
        }
        if (fallback != null) {
            return fallback;
        }
        throw new IllegalArgumentException(
                "Expected 'channel' of notify/send to be one of the configured channels " + channels.keySet()
                        + ", but got '" + asked + "'. Configure it in " + PLACE
                        + " where the handler runs, or set handler.notify.fallback.");
    }

    Channel channel(String name) {
        Channel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException("Expected one of " + channels.keySet() + ", but got '" + name + "'");
        }
        return channel;
    }

    private static Channel channel(Given given, HttpCaller caller, Secrets secrets, InstantSource clock) {
        return switch (given.oneOf("type", "", "webhook", "slack", "pagerduty", "email", "log")) {
            case "webhook" -> webhook(given.only("type", "url", "headers"), caller, secrets);
            case "slack" -> {
                Supplier<String> url = url(given.only("type", "url"), secrets);
                yield new HttpChannel("slack", caller, url, headers -> headers, Bodies::slack);
            }
            case "pagerduty" -> pagerDuty(given.only("type", "routing-key", "url"), caller, secrets);
            case "email" -> {
                EmailSettings settings = EmailSettings.of(given);
                secrets.resolve(settings.username() + settings.password());
                yield new EmailChannel(settings, secrets::resolve, clock);
            }
            default -> {
                given.only("type");
                yield new LogChannel();
            }
        };
    }

    private static Channel webhook(Given given, HttpCaller caller, Secrets secrets) {
        Map<String, String> configured = given.texts("headers");
        configured.values().forEach(secrets::resolve);
        return new HttpChannel(
                "webhook",
                caller,
                url(given, secrets),
                headers -> {
                    Map<String, String> all = new LinkedHashMap<>(headers);
                    configured.forEach((name, value) -> all.put(name, secrets.resolve(value)));
                    return all;
                },
                Bodies::webhook);
    }

    private static Channel pagerDuty(Given given, HttpCaller caller, Secrets secrets) {
        String key = given.required("routing-key");
        secrets.known().add(secrets.resolve(key));
        Supplier<String> url = given.has("url") ? url(given, secrets) : () -> PAGERDUTY;
        return new HttpChannel(
                "pagerduty",
                caller,
                url,
                headers -> headers,
                (notice, sending) -> Bodies.pagerDuty(notice, sending, secrets.resolve(key)));
    }

    /** Resolved now, so that a missing secret stops the start, and at each use, so that it may change. */
    private static Supplier<String> url(Given given, Secrets secrets) {
        String url = given.required("url", URL, "a URL that starts with https:// or http://");
        secrets.resolve(url);
        return () -> secrets.resolve(url);
    }

    @Override
    public String toString() {
        return new TreeSet<>(channels.keySet()).toString();
    }
}
