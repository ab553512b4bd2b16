package io.recoverymesh.handler.sdk;

import io.recoverymesh.schemas.Safety;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that performs one action. It takes a record (the arguments, checked before the attempt starts), a {@link
 * RecoveryContext}, both or neither; what it returns is the step's output, as JSON. Returning means that the effect took
 * place; {@link RetryableException} and {@link NotRetryableException} mean that it did not; with any other exception it is
 * not known.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RecoveryHandler {
    /** {@code handler/action}, as {@code run} in a policy names it. */
    String action();

    /** What may be done when it is not known whether the effect took place; announced, the policy's own word counts. */
    Safety safety() default Safety.ONCE;

    /**
     * {@code handler/action} that takes this one's effect back, announced: policies that are to compensate are told where
     * they leave it out.
     */
    String undo() default "";

    /** One sentence, announced to who writes policies. */
    String description() default "";
}
