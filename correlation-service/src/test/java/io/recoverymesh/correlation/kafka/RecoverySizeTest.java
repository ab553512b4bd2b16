package io.recoverymesh.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.correlation.decision.Scene;
import io.recoverymesh.correlation.recovery.Recovery;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecoverySizeTest {
    private static final int LARGEST = 4096;

    @Test
    void anActiveRecoveryOfTenStepsTakesAtMostFourKibibytes() {
        String steps = IntStream.range(0, 10)
                .mapToObj(i -> "{id: step-number-" + i + ", run: exec/action, after: [], safety: idempotent}")
                .collect(Collectors.joining(", ", "steps: [", "]"));
        Scene scene = new Scene();
        scene.down("payments/payments-1");
        scene.ask(Plan.lenient("ten-steps-at-once", List.of(), steps), "payments/payments-1");
        scene.runs().forEach(scene::started);
        scene.runs().stream().limit(5).forEach(scene::succeeded);
        Recovery recovery = scene.recovery();

        byte[] bytes = new StateCodec<>(Recovery.class).write(recovery);

        assertThat(recovery.isActing()).isTrue();
        assertThat(bytes.length).isLessThanOrEqualTo(LARGEST);
        assertThat(new StateCodec<>(Recovery.class).read(bytes)).isEqualTo(recovery);
    }
}
