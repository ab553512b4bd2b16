/** Puts the service together with Micronaut: configuration, beans, lifecycle, health, main. The only place that knows all others. */
@Configuration
@Requires(property = "correlation.enabled", notEquals = "false")
@Requires(property = "correlation.kafka", notEquals = "false")
package io.recoverymesh.correlation.wiring;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
