package io.recoverymesh.handler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.handler.action.Action;
import io.recoverymesh.handler.action.Handler;
import io.recoverymesh.schemas.HandlerAction;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class UndoTest {
    @Test
    void announcesWhatTakesEachEffectBack() {
        List<Action> actions = KubernetesHandler.actions(
                new KubernetesSettings(List.of("*"), true, Duration.ofSeconds(1)),
                () -> {
                    throw new AssertionError("Expected no cluster to be asked");
                },
                InstantSource.system());
        Map<String, String> undo = Handler.of("kubernetes", actions).actions().values().stream()
                .map(Action::description)
                .filter(action -> action.getUndo() != null)
                .collect(Collectors.toMap(HandlerAction::getName, HandlerAction::getUndo));
        assertThat(undo)
                .isEqualTo(Map.of(
                        "scale", "kubernetes/scale-back",
                        "rollback", "kubernetes/roll-forward",
                        "cordon", "kubernetes/uncordon",
                        "drain", "kubernetes/uncordon"));
    }
}
