/** What a team writes: an action, what it is called with, what it answers. Pure: no Kafka, no framework, no clock. */
package io.recoverymesh.handler.action;
