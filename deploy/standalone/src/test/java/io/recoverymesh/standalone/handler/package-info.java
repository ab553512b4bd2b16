/** The handler's loop against a real broker and a real registry. */
package io.recoverymesh.standalone.handler;
