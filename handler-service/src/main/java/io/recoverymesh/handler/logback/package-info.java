/** The edge to Logback: no line leaves it with a secret. */
package io.recoverymesh.handler.logback;
