package io.recoverymesh.trigger.catalogue;

import io.recoverymesh.schemas.SignalKind;
import io.recoverymesh.schemas.SignalSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labels of a signal, with those that Alertmanager always sends and others may leave to the fields. */
final class Labels {
    static final String ALERT_NAME = "alertname";
    static final String SEVERITY = "severity";

    /** What is a label even where only the fields say it. */
    static final List<String> IMPLIED = List.of(ALERT_NAME, SEVERITY);

    private Labels() {}

    static @Nullable String of(SignalSummary signal, String name) {
        String value = signal.getLabels().get(name);
        if (value != null) {
            return value;
        }
        return switch (name) {
            case ALERT_NAME -> signal.getKind() == SignalKind.ALERT ? signal.getName() : null;
            case SEVERITY -> signal.getSeverity();
            default -> null;
        };
    }
}
