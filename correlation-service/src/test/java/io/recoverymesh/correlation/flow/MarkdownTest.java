package io.recoverymesh.correlation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.correlation.decision.Plan;
import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.TargetHealth;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarkdownTest {
    private static final Plan RESTART =
            Plan.auto("restart-payments", "verify: {health: UP, stableFor: 3s, within: 1m}");

    private final Tale tale = new Tale();

    @Test
    void tellsTheWholeFlowAsTables() {
        tale.recover(RESTART, "payments");

        List<String> lines = markdown().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("## payments DOWN → restart-payments RECOVERED in 4.2 s");
        assertThat(lines)
                .contains("| Ended | 2026-03-01 12:00:04.200, after 4.2 s |", "| Outcome | RECOVERED |")
                .contains("| 1 | 2026-03-01 12:00:00 | +0 ms |  | payments is DOWN: reported DOWN by probe:payments |")
                .contains("| 3 | 2026-03-01 12:00:00 | +0 ms | 2 | recovery "
                        + tale.flow().recoveries().getFirst() + " of payments by restart-payments begins |");
    }

    @Test
    void whatOthersWroteBreaksNoTableAndMakesNoLink() {
        TargetHealth down = TargetHealth.newBuilder(tale.scene().health("payments", HealthStatus.DOWN))
                .setReasons(
                        List.of(
                                "a | b\n| c | [x](javascript:alert(1)) <img src=x onerror=alert(1)> `code` \u202etxt\u001b[2J\u009b"))
                .build();
        tale.hear(down);

        String line = markdown()
                .lines()
                .filter(l -> l.contains("reported") || l.contains("img"))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .contains("a \\| b \\| c \\| \\[x\\]\\(javascript:alert\\(1\\)\\) \\<img src=x onerror=alert\\(1\\)\\>")
                .contains("\\`code\\`  txt \\[2J");
        assertThat(line.codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    private String markdown() {
        return Markdown.of(Story.read(tale.book(), tale.flow().flowId(), 1_000).orElseThrow());
    }
}
