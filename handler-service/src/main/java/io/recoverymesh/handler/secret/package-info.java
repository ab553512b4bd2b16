/** Secrets by reference: resolved where an effect is taken, and seen nowhere else. */
package io.recoverymesh.handler.secret;
