/** Puts the service together with Micronaut: configuration, beans, lifecycle, health, metrics, main. The only place that knows all others. */
@Configuration
@Requires(property = "trigger.enabled", notEquals = "false")
package io.recoverymesh.trigger.wiring;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
