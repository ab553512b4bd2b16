/** The REST API: thin controllers over the cores, views for JSON, problems for errors. No Kafka here: {@code MeshReader} and {@code MeshWriter} stand for it. */
@Configuration
@Requires(property = "correlation.enabled", notEquals = "false")
package io.recoverymesh.correlation.http;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
