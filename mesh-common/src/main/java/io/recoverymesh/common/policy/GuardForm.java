package io.recoverymesh.common.policy;

import io.recoverymesh.common.policy.GuardSettings.Backoff;
import io.recoverymesh.common.policy.GuardSettings.Breaker;
import io.recoverymesh.common.policy.GuardSettings.Concurrency;
import io.recoverymesh.common.policy.GuardSettings.Dependencies;
import io.recoverymesh.common.policy.GuardSettings.Fleet;
import io.recoverymesh.common.policy.GuardSettings.Limit;
import io.recoverymesh.common.policy.GuardSettings.Overflow;
import java.util.List;

/** How {@code guard} is written; {@link GuardSettings#DEFAULTS} where it is silent. */
final class GuardForm {
    private static final GuardSettings OTHERWISE = GuardSettings.DEFAULTS;

    private GuardForm() {}

    static GuardSettings read(Fields guard) {
        return new GuardSettings(
                guard.duration("maxEventAge", OTHERWISE.maxEventAge()),
                guard.duration("cooldown", OTHERWISE.cooldown()),
                guard.duration("cooldownAfterBlock", OTHERWISE.cooldownAfterBlock()),
                backoff(guard.in("backoff"), OTHERWISE.backoff()),
                dependencies(guard.in("dependencies"), OTHERWISE.dependencies()),
                limits(guard, "limits", OTHERWISE.targetLimits()),
                limits(guard, "serviceLimits", OTHERWISE.serviceLimits()),
                limits(guard, "groupLimits", OTHERWISE.groupLimits()),
                fleet(guard.in("fleet"), OTHERWISE.fleet()),
                concurrency(guard.in("concurrency"), OTHERWISE.concurrency()),
                breaker(guard.in("breaker"), OTHERWISE.breaker()),
                guard.count("maxDepth", OTHERWISE.maxDepth()));
    }

    private static Dependencies dependencies(Fields fields, Dependencies otherwise) {
        return new Dependencies(
                fields.flag("enabled", otherwise.enabled()),
                fields.duration("settle", otherwise.settle()),
                fields.duration("maxDefer", otherwise.maxDefer()));
    }

    /** {@code 3/30m}. */
    static Limit limit(String text) {
        int slash = text.indexOf('/');
        return new Limit(Integer.parseInt(text.substring(0, slash)), Durations.parse(text.substring(slash + 1)));
    }

    private static List<Limit> limits(Fields guard, String name, List<Limit> otherwise) {
        return guard.has(name)
                ? guard.texts(name).stream().map(GuardForm::limit).toList()
                : otherwise;
    }

    private static Backoff backoff(Fields fields, Backoff otherwise) {
        return new Backoff(
                fields.duration("initial", otherwise.initial()),
                fields.duration("max", otherwise.max()),
                fields.count("failures", otherwise.failures()),
                fields.duration("block", otherwise.block()),
                fields.duration("resetAfter", otherwise.resetAfter()));
    }

    private static Fleet fleet(Fields fields, Fleet otherwise) {
        return new Fleet(
                fields.percent("maxUnhealthy", otherwise.maxUnhealthyPercent()),
                fields.duration("calmFor", otherwise.calmFor()));
    }

    private static Concurrency concurrency(Fields fields, Concurrency otherwise) {
        return new Concurrency(
                fields.count("target", otherwise.target()),
                fields.count("group", otherwise.group()),
                fields.count("mesh", otherwise.mesh()),
                fields.choice("overflow", Overflow.class, otherwise.overflow()),
                fields.count("queue", otherwise.queue()));
    }

    private static Breaker breaker(Fields fields, Breaker otherwise) {
        return new Breaker(
                fields.flag("enabled", otherwise.enabled()),
                fields.flag("shadow", otherwise.shadow()),
                fields.count("window", otherwise.window()),
                fields.count("minimum", otherwise.minimum()),
                fields.percent("failureRate", otherwise.failurePercent()),
                fields.duration("openFor", otherwise.openFor()),
                fields.duration("maxOpenFor", otherwise.maxOpenFor()));
    }
}
