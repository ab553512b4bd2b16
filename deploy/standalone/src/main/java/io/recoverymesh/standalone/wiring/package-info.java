/**
 * Puts a whole mesh together in one JVM: broker and registry first, then all services in one application context on one
 * port of 127.0.0.1. Knows the services by their settings only.
 */
package io.recoverymesh.standalone.wiring;
