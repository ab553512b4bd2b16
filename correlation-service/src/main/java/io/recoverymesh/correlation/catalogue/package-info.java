/** The declared policies and services, what may be declared, and the directory they may be loaded from. Pure but for {@code DirectoryLoader}; knows no Kafka and no HTTP. */
package io.recoverymesh.correlation.catalogue;
