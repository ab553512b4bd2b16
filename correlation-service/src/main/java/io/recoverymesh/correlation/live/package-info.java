/** What is told to those who watch: small notices that something changed, in bounded buffers. Pure: no Kafka, no HTTP, no clock. */
package io.recoverymesh.correlation.live;
