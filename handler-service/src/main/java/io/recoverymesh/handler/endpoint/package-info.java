/**
 * Handlers in any language: an HTTP endpoint that a team runs, registered in YAML. POST begins an attempt, 202 and a status
 * address keep it going, 409 says that it still runs; a GET by idempotency key answers whether the effect took place.
 */
package io.recoverymesh.handler.endpoint;
