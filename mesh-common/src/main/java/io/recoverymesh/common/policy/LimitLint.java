package io.recoverymesh.common.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.recoverymesh.common.policy.GuardSettings.Limit;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Limits that can never be reached, because something else stops the recoveries earlier. */
final class LimitLint {
    private final JsonNode guard;
    private final GuardSettings settings;
    private final Problems problems;
    private final Set<String> told = new HashSet<>();

    private LimitLint(JsonNode guard, GuardSettings settings, Problems problems) {
        this.guard = guard;
        this.settings = settings;
        this.problems = problems;
    }

    static void run(JsonNode document, Policy policy, Problems problems) {
        LimitLint lint = new LimitLint(document.at("/spec/guard"), policy.guard(), problems);
        lint.pauses();
        lint.wider(
                "limits",
                GuardSettings::targetLimits,
                "serviceLimits",
                policy.guard().serviceLimits());
        lint.wider(
                "limits",
                GuardSettings::targetLimits,
                "groupLimits",
                policy.guard().groupLimits());
        lint.wider(
                "serviceLimits",
                GuardSettings::serviceLimits,
                "groupLimits",
                policy.guard().groupLimits());
        lint.breaker();
    }

    /** Two recoveries of a target are at least the cooldown or the first back-off apart. */
    private void pauses() {
        Duration pause = settings.cooldown().compareTo(settings.backoff().initial()) < 0
                ? settings.cooldown()
                : settings.backoff().initial();
        if (pause.isZero()) {
            return;
        }
        for (int i = 0; i < guard.path("limits").size(); i++) {
            Limit limit = settings.targetLimits().get(i);
            long most = 1 + limit.window().toMillis() / pause.toMillis();
            if (limit.count() > most) {
                tell(
                        "/spec/guard/limits/" + i,
                        "The limit " + limit + " can never be reached: cooldown ("
                                + Durations.format(settings.cooldown()) + ") and back-off ("
                                + Durations.format(settings.backoff().initial()) + ") admit at most " + most + " in "
                                + Durations.format(limit.window()),
                        "Make the limit at most " + most + ", or remove it");
            }
        }
    }

    /** What is not written is a default, and not told; what stops it may be one. */
    private void wider(String name, Function<GuardSettings, List<Limit>> limits, String wider, List<Limit> all) {
        for (int i = 0; i < guard.path(name).size(); i++) {
            Limit limit = limits.apply(settings).get(i);
            for (Limit outer : all) {
                if (limit.window().compareTo(outer.window()) <= 0 && limit.count() > outer.count()) {
                    tell(
                            "/spec/guard/" + name + "/" + i,
                            "The limit " + limit + " can never be reached: " + wider + " " + outer
                                    + (guard.has(wider) ? "" : " (the default)") + " is stricter, for more targets",
                            "Raise " + wider + ", or lower this one");
                    break;
                }
            }
        }
    }

    /** The first reason is enough. */
    private void tell(String field, String message, String mend) {
        if (told.add(field)) {
            problems.warning(field, message, mend);
        }
    }

    private void breaker() {
        GuardSettings.Breaker breaker = settings.breaker();
        if (!breaker.enabled()) {
            return;
        }
        for (Limit limit : settings.serviceLimits()) {
            if (limit.count() < breaker.minimum()) {
                problems.warning(
                        "/spec/guard/breaker/minimum",
                        "The service limit " + limit + " admits fewer recoveries than the " + breaker.minimum()
                                + " outcomes that the breaker needs: it cannot open within "
                                + Durations.format(limit.window()),
                        "Make breaker.minimum at most " + limit.count() + ", or the limit larger");
            }
        }
    }
}
