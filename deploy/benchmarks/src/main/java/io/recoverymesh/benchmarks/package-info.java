/** Measures the mesh against bare Kafka, each figure next to its denominator in the same run. Nothing here is part of the product. */
package io.recoverymesh.benchmarks;
