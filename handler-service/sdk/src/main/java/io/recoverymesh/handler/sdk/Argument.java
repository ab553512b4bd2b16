package io.recoverymesh.handler.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component of an arguments record may be; becomes part of the announced schema. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Argument {
    /** One sentence. */
    String description() default "";

    /** Of the whole text. */
    String pattern() default "";

    /** Smallest number. */
    long min() default Long.MIN_VALUE;

    /** Greatest number. */
    long max() default Long.MAX_VALUE;

    /** Whether it may be missing; the component is null then, or empty where it is an Optional. */
    boolean optional() default false;
}
