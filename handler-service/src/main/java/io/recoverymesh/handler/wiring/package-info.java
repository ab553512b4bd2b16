/** Puts the service together with Micronaut: configuration, beans, health, main. The only place that knows all others. */
@Configuration
@Requires(property = "handler.enabled", notEquals = "false")
package io.recoverymesh.handler.wiring;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
