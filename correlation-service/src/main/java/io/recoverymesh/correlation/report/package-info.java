/** What the log of facts says of a period: recovery times against objectives, what helped, what was held back. Pure. */
package io.recoverymesh.correlation.report;
