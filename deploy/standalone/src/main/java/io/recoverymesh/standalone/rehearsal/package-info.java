/**
 * Unit tests of policies: signals at given times go through the pure cores of the trigger and the correlation service, and
 * what follows is compared with what was expected. No broker, no clock, no waiting.
 */
package io.recoverymesh.standalone.rehearsal;
