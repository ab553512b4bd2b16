package io.recoverymesh.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.recoverymesh.standalone.text.Screen;
import io.recoverymesh.standalone.text.Times;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class PromisesTest {
    private final StringWriter out = new StringWriter();
    private final Screen screen =
            new Screen(new PrintWriter(out), false, true, new Times(InstantSource.system(), ZoneOffset.UTC));
    private final Promises promises = new Promises();

    @Test
    void oneThatWasNotObservedFailsTheWholeAndIsNamed() {
        promises.check("it restarts", true, "1 restart");
        promises.check("once", false, "2 restarts");

        promises.print(screen);

        assertThat(promises.allKept()).isFalse();
        assertThat(out.toString()).contains("\u2714 it restarts  1 restart", "\u2718 once", "expected: once");
    }

    @Test
    void noneThatWereMadeAreNotKept() {
        assertThat(promises.allKept()).isFalse();
    }
}
