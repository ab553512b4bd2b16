package io.recoverymesh.correlation.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.recovery.DrawnMoves;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerMovesTest {
    @Test
    void theDrawnBreakerIsTheTable() throws IOException {
        List<String> table = BreakerMoves.TABLE.entrySet().stream()
                .flatMap(from -> from.getValue().stream().map(to -> from.getKey() + " --> " + to))
                .toList();
        assertThat(DrawnMoves.under("Breaker"))
                .extracting(arrow -> arrow.from() + " --> " + arrow.to())
                .containsExactlyInAnyOrderElementsOf(table);
    }
}
