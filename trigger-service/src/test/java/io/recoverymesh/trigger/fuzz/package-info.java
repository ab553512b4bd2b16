/** Inputs that nobody would send, by the hundred thousand: every parser says yes or why not, and nothing stays behind. */
package io.recoverymesh.trigger.fuzz;
