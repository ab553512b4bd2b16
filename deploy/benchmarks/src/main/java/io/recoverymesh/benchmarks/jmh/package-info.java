/** What the pure parts cost by themselves, measured with JMH: no broker, no store, no clock. */
package io.recoverymesh.benchmarks.jmh;
