package io.recoverymesh.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    private final StringWriter out = new StringWriter();

    @Test
    void writesAsciiWhereNothingElseIsUnderstood() {
        Screens.plain(out).line("down \u2192 up\u2026 caf\u00e9");

        assertThat(out.toString().strip()).isEqualTo("down -> up... caf?");
    }

    @Test
    void coloursOnlyWhereColourIsUnderstood() {
        assertThat(Screens.plain(out).tinted("RECOVERED")).isEqualTo("RECOVERED");
        assertThat(Screens.coloured(out).tinted("RECOVERED")).isEqualTo("\u001b[32mRECOVERED\u001b[0m");
    }

    @Test
    void letsNoForeignTextMoveTheCursor() {
        Screens.coloured(out).line("reason: \u001b[2J\u001b[1;1H\u0007 gone");

        assertThat(out.toString()).doesNotContain("\u001b", "\u0007").contains("gone");
    }
}
