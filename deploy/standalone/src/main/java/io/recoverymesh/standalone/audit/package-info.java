/** Checks an export of the audit trail without a mesh; nothing else of the services belongs here. */
package io.recoverymesh.standalone.audit;
