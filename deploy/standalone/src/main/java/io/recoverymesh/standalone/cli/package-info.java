/**
 * The command line: words and options to calls of the REST API, answers to text or JSON, errors to one sentence and an
 * exit code. Decides nothing about recoveries.
 */
package io.recoverymesh.standalone.cli;
