/**
 * The embedded schema registry: a real one (Apicurio, file database), as a child process on loopback.
 *
 * <p>Clients speak to it over REST like to any other; nothing outside this package knows which registry it is.
 */
package io.recoverymesh.standalone.registry;
