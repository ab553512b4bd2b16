package io.recoverymesh.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @Test
    void declaresTheTopicsOfTheMesh() {
        assertThat(Topics.withDefaultPrefix().all())
                .extracting(Topic::name)
                .containsExactly(
                        "mesh.health",
                        "mesh.anomaly",
                        "mesh.alert",
                        "mesh.targets",
                        "mesh.trigger.events",
                        "mesh.recovery.requests",
                        "mesh.operator",
                        "mesh.recovery.events",
                        "mesh.groups",
                        "mesh.results",
                        "mesh.flows",
                        "mesh.policies",
                        "mesh.handlers");
    }

    @Test
    void everythingAGuardMustKnowOfAGroupIsInOnePartition() {
        Topics topics = Topics.withDefaultPrefix();
        assertThat(topics.requests.key())
                .isEqualTo(topics.targets.key())
                .isEqualTo(topics.operator.key())
                .isEqualTo(topics.results.key())
                .isEqualTo(topics.events.key())
                .isEqualTo(TopicKey.GROUP_TARGET);
    }

    @Test
    void commandsHaveATopicPerHandlerSpreadOverTargets() {
        Topic commands = new Topics("prod.mesh.").commands("exec");
        assertThat(commands.name()).isEqualTo("prod.mesh.commands.exec");
        assertThat(commands.key()).isEqualTo(TopicKey.GROUP_TARGET_SPREAD);
        assertThat(commands.deadLetters()).isEqualTo("prod.mesh.commands.exec.dlq");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mesh", ".", "mesh-", "a b.", "mesh..", "mesh.\n"})
    void refusesAPrefixThatKafkaOrPeopleWouldStumbleOver(String prefix) {
        assertThatThrownBy(() -> new Topics(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ends in a dot, such as 'mesh.', but got '" + prefix + "'");
    }
}
