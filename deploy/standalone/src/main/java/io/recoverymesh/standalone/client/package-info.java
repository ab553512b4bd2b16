/** The mesh's REST API as the command line and the demo call it. Knows paths and JSON, nothing of how answers look. */
package io.recoverymesh.standalone.client;
