/** The trigger service against a real broker and a real registry. */
package io.recoverymesh.standalone.trigger;
