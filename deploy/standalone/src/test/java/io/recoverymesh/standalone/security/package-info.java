/** The services against a Kafka that asks who they are. */
package io.recoverymesh.standalone.security;
