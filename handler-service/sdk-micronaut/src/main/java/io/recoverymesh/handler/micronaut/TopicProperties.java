package io.recoverymesh.handler.micronaut;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/** {@code mesh.topics.*}. */
@ConfigurationProperties("mesh.topics")
record TopicProperties(
        @Bindable(defaultValue = "true") boolean create,
        @Bindable(defaultValue = "4") int partitions) {}
