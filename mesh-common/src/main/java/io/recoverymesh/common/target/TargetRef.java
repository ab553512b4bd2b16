package io.recoverymesh.common.target;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a recovery acts on: a service, or one instance of it, in a group.
 *
 * @param group blast radius: team, cluster or region; {@link #DEFAULT_GROUP} where none is given
 * @param service name of the service
 * @param instance name of the instance; null for the service as a whole
 */
public record TargetRef(
        String group, String service, @Nullable String instance) {
    public static final String DEFAULT_GROUP = "default";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,199}");

    public TargetRef {
        requireName("group", group);
        requireName("service", service);
        if (instance != null) {
            requireName("instance", instance);
        }
    }

    /**
     * Reads {@code service} or {@code service/instance}.
     *
     * @throws InvalidTargetException naming the part that is wrong
     */
    public static TargetRef of(String group, String target) {
        int slash = target.indexOf('/');
        return slash < 0
                ? new TargetRef(group, target, null)
                : new TargetRef(group, target.substring(0, slash), target.substring(slash + 1));
    }

    /** Reads a record key {@code group/service[/instance]}. */
    public static TargetRef ofKey(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            throw new InvalidTargetException("Expected a key group/service[/instance], but got '" + key + "'");
        }
        return of(key.substring(0, slash), key.substring(slash + 1));
    }

    /** {@code service} or {@code service/instance}: the key of signals. */
    public String target() {
        return instance == null ? service : service + "/" + instance;
    }

    /** {@code group/service[/instance]}: the key of everything after the trigger. */
    public String key() {
        return group + "/" + target();
    }

    @Override
    public String toString() {
        return key();
    }

    private static void requireName(String part, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidTargetException("Expected " + part
                    + " to be 1 to 200 letters, digits or . _ : @ - and to start with a letter or digit, but got '"
                    + shortened(name) + "'");
        }
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }
}
