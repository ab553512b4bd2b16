/** Processes killed with {@code kill -9} under load; afterwards every request is answered and nothing happened twice. */
package io.recoverymesh.standalone.crash;
