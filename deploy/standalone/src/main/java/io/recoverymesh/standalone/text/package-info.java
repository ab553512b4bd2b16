/** What the mesh answers, written for a terminal: tables, times, timelines. Reads JSON, calls nobody. */
package io.recoverymesh.standalone.text;
