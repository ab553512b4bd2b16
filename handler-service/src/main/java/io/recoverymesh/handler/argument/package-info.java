/** Reads what a policy or a configuration gives to an action, and says what is wrong with it. Pure. */
package io.recoverymesh.handler.argument;
