/**
 * For a team's tests: a mesh in memory that delivers commands to a handler, crashes it where it is told to, and decides as
 * the coordinator does. It performs attempts with the code that performs them in production. Neither Kafka nor a test
 * framework is needed.
 */
package io.recoverymesh.handler.testkit;
