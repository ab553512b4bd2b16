/**
 * The policies and services as an immutable index: which policies a signal concerns, at a cost that does not grow with
 * their number.
 *
 * <p>Pure: documents in, matches out. Where the documents come from is the business of {@code kafka}.
 */
package io.recoverymesh.trigger.catalogue;
