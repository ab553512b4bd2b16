/**
 * Handlers as beans of a team's Micronaut application: finds them, reads {@code mesh.*} and {@code handler.*}, runs them on the
 * SDK from the application's start to its stop. Decides nothing.
 */
@Configuration
@Requires(property = "handler.enabled", notEquals = "false")
package io.recoverymesh.handler.micronaut;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
