package io.recoverymesh.correlation.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a flow.
 *
 * @param kind health, trigger, verdict, recovery, step, verification, breaker, storm, operator or escalation
 * @param attempt 0 where there is none
 * @param until what it waits for, until when
 * @param count how many equal ones it stands for
 * @param lastAt when the last of them was
 * @param fact name of the record that it tells, such as StepDispatched
 * @param state what became, in one word
 */
@ApiView
record FlowLineView(
        Instant at,
        String kind,
        String target,
        String text,
        @Nullable String policy,
        @Nullable String recoveryId,
        @Nullable String step,
        int attempt,
        @Nullable Instant until,
        String eventId,
        @Nullable String causationId,
        int count,
        @Nullable Instant lastAt,
        @Nullable String fact,
        @Nullable String state) {}
