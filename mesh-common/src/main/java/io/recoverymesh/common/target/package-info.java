/** Names of what recoveries act on. Pure: no Kafka, no framework. */
package io.recoverymesh.common.target;
