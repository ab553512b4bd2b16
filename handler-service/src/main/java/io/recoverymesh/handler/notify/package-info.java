/** The edges to people: a notice goes to a configured channel, and is heard at least once. */
package io.recoverymesh.handler.notify;
