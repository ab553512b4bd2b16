/** What must not be seen: which names hold secrets, which values are secret, and texts without them. Pure. */
package io.recoverymesh.common.secret;
