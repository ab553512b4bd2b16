/**
 * The pure cores of all three services on one seeded scheduler, over a bus that delays, reorders, repeats and delivers
 * again, with crashes of every part at any step; and the one checker of what must always hold. No Kafka, no clock, no
 * thread: a seed always gives the same run.
 */
package io.recoverymesh.standalone.simulation;
