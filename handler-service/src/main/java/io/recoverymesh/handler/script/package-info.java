/** Scripts that were looked at and listed: run by the same rules as programs, with arguments by name. */
package io.recoverymesh.handler.script;
