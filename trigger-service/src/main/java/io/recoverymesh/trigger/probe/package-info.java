/**
 * When looks at a target become a report: so many failures, or successes, in a row.
 *
 * <p>Pure: what a look saw and the time in, a report or nothing out. How to look is the business of {@code system}.
 */
package io.recoverymesh.trigger.probe;
