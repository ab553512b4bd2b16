package io.recoverymesh.handler.micronaut;

import io.micronaut.aop.Around;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Advice that counts, as a team's transactions or retries would be. */
@Around
@Retention(RetentionPolicy.RUNTIME)
@interface Advised {}
