package com.example.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.recoverymesh.handler.testkit.CrashPoint;
import io.recoverymesh.handler.testkit.TestMesh;
import io.recoverymesh.handler.testkit.TestRun;
import io.recoverymesh.handler.testkit.TestRun.End;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentsHandlersTest {
    private static final Map<String, Object> REFUND = Map.of("order", "o-1", "cents", 995);

    @TempDir
    private Path directory;

    private Cluster cluster;
    private TestMesh mesh;

    @BeforeEach
    void setUp() {
        cluster = new Cluster(directory.resolve("journal"));
        mesh = TestMesh.of(new PaymentsHandlers(cluster));
    }

    @Test
    void restartsWhatItIsAskedTo() {
        TestRun run = mesh.run("payments/restart", Map.of("service", "payments-1"));
        assertEquals(End.SUCCEEDED, run.end());
        assertEquals("{\"service\":\"payments-1\",\"attempt\":1}", run.output());
    }

    @Test
    void restartsNothingElse() {
        TestRun run = mesh.run("payments/restart", Map.of("service", "orders; rm -rf /"));
        assertEquals(End.FAILED, run.end());
        assertTrue(cluster.lines().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashPoint.class,
            names = {"BEFORE_START", "AFTER_START", "AFTER_EFFECT", "AFTER_RESULT"})
    void refundsOnceWhereverItDies(CrashPoint point) {
        TestRun run = mesh.step("payments/refund", REFUND)
                .crash(point)
                .deliveredTwice()
                .run();
        assertEquals(End.SUCCEEDED, run.end());
        assertEquals(1, cluster.lines().size());
    }

    @Test
    void refusesLargeSums() {
        TestRun run = mesh.step("payments/refund", Map.of("order", "o-1", "cents", 100_001))
                .attempts(3)
                .run();
        assertEquals(End.FAILED, run.end());
        assertEquals(1, run.attempts());
    }
}
