package io.recoverymesh.common.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRefTest {
    @Test
    void readsAServiceAndAnInstance() {
        assertThat(TargetRef.of("eu", "payments")).isEqualTo(new TargetRef("eu", "payments", null));
        assertThat(TargetRef.of("eu", "payments/p-1:8080")).isEqualTo(new TargetRef("eu", "payments", "p-1:8080"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default/payments", "eu/payments/payments-1"})
    void aKeyReadsBackToItself(String key) {
        assertThat(TargetRef.ofKey(key).key()).isEqualTo(key);
    }

    @Test
    void theKeyOfSignalsHasNoGroup() {
        assertThat(TargetRef.ofKey("eu/payments/payments-1").target()).isEqualTo("payments/payments-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a/b/c", "-a", "a b", "a\n", "a/b\u0000", "ä"})
    void refusesWhatIsNoTarget(String target) {
        assertThatThrownBy(() -> TargetRef.of("eu", target))
                .isInstanceOf(InvalidTargetException.class)
                .hasMessageStartingWith("Expected ")
                .hasMessageContaining("but got");
    }

    @Test
    void saysWhichPartIsWrongAndShortensIt() {
        assertThatThrownBy(() -> TargetRef.of("e".repeat(500), "a"))
                .hasMessageStartingWith("Expected group to be 1 to 200 letters")
                .hasMessageEndingWith("e…'");
        assertThatThrownBy(() -> TargetRef.ofKey("payments"))
                .hasMessage("Expected a key group/service[/instance], but got 'payments'");
    }
}
