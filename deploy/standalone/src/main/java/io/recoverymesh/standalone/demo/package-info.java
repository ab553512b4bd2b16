/**
 * The demo: three small real services as processes, and acts that break them. What it shows of the mesh it reads over
 * REST; what it claims of the services it reads from the services themselves.
 */
package io.recoverymesh.standalone.demo;
