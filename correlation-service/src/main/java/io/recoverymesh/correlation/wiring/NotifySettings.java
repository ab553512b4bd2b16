package io.recoverymesh.correlation.wiring;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.naming.conventions.StringConvention;
import io.recoverymesh.correlation.decision.Addressees;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom to tell where a policy names nobody: {@code correlation.notify.groups.<group>}, otherwise {@code
 * correlation.notify.others}; each a channel of the handler {@code notify}.
 */
@ConfigurationProperties("correlation.notify")
final class NotifySettings {
    private @Nullable String others;
    private Map<String, String> groups = Map.of();

    void setOthers(String channel) {
        others = channel.isBlank() ? null : channel;
    }

    @Nullable
    String getOthers() {
        return others;
    }

    void setGroups(
            @MapFormat(transformation = MapFormat.MapTransformation.FLAT, keyFormat = StringConvention.RAW)
                    Map<String, String> channels) {
        groups = Map.copyOf(channels);
    }

    Map<String, String> getGroups() {
        return groups;
    }

    Addressees addressees() {
        return new Addressees(groups, others);
    }
}
