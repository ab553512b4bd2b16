/** The edge to Micrometer: what the loop did, as metrics. */
package io.recoverymesh.handler.micrometer;
