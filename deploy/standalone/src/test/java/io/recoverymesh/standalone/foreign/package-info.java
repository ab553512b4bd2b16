/** Senders that are not ours, as Debian ships them, against a whole mesh. */
package io.recoverymesh.standalone.foreign;
