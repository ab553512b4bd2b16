package io.recoverymesh.handler.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.handler.producer.ConsumerAction;
import io.recoverymesh.handler.producer.ProducerRules;
import io.recoverymesh.handler.producer.PublishAction;
import io.recoverymesh.handler.producer.RecordSender;
import io.recoverymesh.handler.secret.DiscreetAction;
import io.recoverymesh.handler.secret.Secrets;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The handler {@code kafka}, where it is switched on. */
@Factory
@Requires(property = "handler.kafka.enabled", value = "true")
final class KafkaFactory {
    private static final InstantSource CLOCK = InstantSource.system();

    @Singleton
    @Bean(preDestroy = "close")
    RecordSender sender(Environment environment, MeshConfiguration mesh, Secrets secrets) {
        Map<String, Object> settings = new HashMap<>(mesh.clients());
        settings.putAll(AsWritten.flat(environment, "handler.kafka.properties"));
        return new RecordSender(settings, secrets::resolve, CLOCK);
    }

    @Singleton
    @Named("kafka")
    Handler kafka(
            RecordSender sender,
            MeshConfiguration mesh,
            Secrets secrets,
            @Nullable @Property(name = "handler.kafka.topics") List<String> topics,
            @Nullable @Property(name = "handler.kafka.groups") List<String> groups,
            @Property(name = "handler.kafka.control-topic", defaultValue = ProducerRules.DEFAULT_CONTROL_TOPIC)
                    String controlTopic) {
        ProducerRules rules = new ProducerRules(
                topics == null ? List.of() : topics,
                groups == null ? List.of() : groups,
                controlTopic,
                mesh.topics().prefix());
        List<Action> actions = Stream.<Action>of(
                        new PublishAction(rules, sender),
                        new ConsumerAction(true, rules, sender, CLOCK),
                        new ConsumerAction(false, rules, sender, CLOCK))
                .map(action -> DiscreetAction.refusing(action, secrets))
                .map(Action.class::cast)
                .toList();
        return Handler.of("kafka", actions);
    }
}
