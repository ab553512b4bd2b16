package io.recoverymesh.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TopTest {
    @Test
    void tellsWhatWaitsRunsIsBrokenAndIsHeldBack() {
        List<String> lines = Top.lines(Screens.json("""
                        {'at': '2026-03-01T12:00:00Z', 'meshPaused': 'ann: deploy', 'missing': ['partition 3'],
                         'counts': {'targets': 40, 'unhealthy': 2, 'recovering': 1},
                         'groups': [{'group': 'shop', 'known': 5, 'unhealthy': 3, 'storm': {'since': '2026-03-01T11:59:00Z'}, 'paused': null}],
                         'waiting': [
                           {'group': 'data', 'target': 'db', 'policy': 'failover', 'verdict': 'AWAITING_APPROVAL', 'requestId': 'q-1', 'because': 'lag'},
                           {'group': 'shop', 'target': 'cart', 'policy': 'restart', 'verdict': 'BLOCKED', 'guard': 'fleet', 'until': '2026-03-01T12:01:00Z'}],
                         'recoveries': [{'group': 'payments', 'target': 'p', 'policy': 'restart', 'id': 'r-1', 'phase': 'RUNNING', 'startedAt': '2026-03-01T11:59:50Z',
                           'steps': [{'id': 'drain', 'phase': 'SUCCEEDED', 'attempt': 2}, {'id': 'novel', 'phase': 'TELEPORTED'}, {'id': 'ask', 'phase': 'AWAITING', 'deadline': '2026-03-01T12:05:00Z'}]}],
                         'targets': [{'group': 'data', 'target': 'db', 'health': 'DOWN', 'failures': 1, 'flowId': 'f-1', 'since': '2026-03-01T11:59:00Z'},
                           {'group': 'payments', 'target': 'p', 'health': 'UP'},
                           {'group': 'shop', 'target': 'gone', 'health': 'UP', 'blockedUntil': '2026-03-01T11:00:00Z', 'blockReason': 'a block that is over'}],
                         'silences': [{'scope': 'group', 'group': 'edge', 'target': '*', 'by': 'eve', 'comment': 'move', 'until': '2026-03-01T14:00:00Z'}],
                         'breakers': [{'group': 'shop', 'service': 'cart', 'policy': 'restart', 'state': 'OPEN', 'reason': '3 of 4 failed'}],
                         'pausedServices': [{'group': 'shop', 'service': 'web', 'paused': {'by': 'bob', 'comment': 'migration'}}]}
                        """), Screens.plain(new StringWriter()));

        assertThat(String.join("\n", lines))
                .contains("2 of 40 targets unhealthy, 1 in recovery", "PAUSED for the whole mesh by ann: deploy")
                .contains("Storm in shop: 3 of 5", "Not shown: partition 3", "./mesh approve q-1")
                .contains("drain succeeded x2, novel teleported", "data/db", "guard fleet")
                .contains("breaker of restart on shop/cart", "3 of 4 failed", "shop/web", "bob: migration")
                .contains("./mesh approve r-1 --step ask", "step ask of its plan", "SILENCED  edge", "eve: move")
                .doesNotContain("UP  payments/p", "a block that is over");
    }

    @Test
    void aQuietMeshIsOneLine() {
        List<String> lines = Top.lines(
                Screens.json(
                        "{'at': '2026-03-01T12:00:00Z', 'counts': {'targets': 3, 'unhealthy': 0, 'recovering': 0}}"),
                Screens.plain(new StringWriter()));

        assertThat(lines).hasSize(1).first().asString().contains("0 of 3 targets unhealthy");
    }
}
