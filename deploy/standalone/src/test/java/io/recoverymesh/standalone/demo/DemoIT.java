package io.recoverymesh.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.standalone.loopback.LoopbackPort;
import io.recoverymesh.standalone.text.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoIT {
    private static final Path EXAMPLES = Path.of("..", "..", "examples", "demo");

    @Test
    void observesEveryPromiseAndLeavesNoProcessBehind(@TempDir Path data) throws Exception {
        StringWriter out = new StringWriter();
        int port = LoopbackPort.free(1).getFirst();

        boolean kept = new Demo(new DemoSettings(EXAMPLES, data, port, true), Screen.of(new PrintWriter(out))).run();

        assertThat(kept).as(out.toString()).isTrue();
        for (String service : new String[] {"orders", "catalog", "checkout"}) {
            ServiceFiles files = new ServiceFiles(data.toRealPath().resolve("services"), service);
            assertThat(files.starts()).as(service).isPositive();
            assertThat(Patience.until(java.time.Duration.ofSeconds(5), () -> files.process()
                            .isEmpty()))
                    .as(service + " has ended")
                    .isTrue();
        }
    }
}
