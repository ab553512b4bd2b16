/** Ports on 127.0.0.1 for what the standalone mesh starts. Knows nothing of what listens there. */
package io.recoverymesh.standalone.loopback;
