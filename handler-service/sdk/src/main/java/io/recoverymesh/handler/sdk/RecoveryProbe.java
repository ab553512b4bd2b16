package io.recoverymesh.handler.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that looks whether the effect of a lost attempt took place, without any effect of its own. It takes what the
 * action's method takes, returns {@link io.recoverymesh.handler.action.Probed}, and has two and a half seconds.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RecoveryProbe {
    /** The action that it belongs to, {@code handler/action}. */
    String action();
}
