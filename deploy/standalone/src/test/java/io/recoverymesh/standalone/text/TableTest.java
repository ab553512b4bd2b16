package io.recoverymesh.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TableTest {
    private final Screen screen = Screens.plain(new StringWriter());

    @Test
    void alignsColumnsByTheirWidestCell() {
        Table table = new Table("A", "LONG", "REST")
                .row("one", "x", "whatever is left")
                .row("1", "1234567", "");

        assertThat(table.lines(screen))
                .containsExactly("A    LONG     REST", "one  x        whatever is left", "1    1234567");
    }

    @Test
    void coloursDoNotWidenAColumn() {
        Screen coloured = Screens.coloured(new StringWriter());
        Table table = new Table("A", "B").row(coloured.tinted("UP"), "b").row("DOWN", "b");

        assertThat(table.lines(coloured).get(1)).isEqualTo("\u001b[32mUP\u001b[0m    b");
    }

    @Test
    void aCellIsOneLine() {
        Table table = new Table("A", "B").row("a\r\n  b", "c");

        assertThat(table.lines(screen).get(1)).isEqualTo("a b  c");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table("A", "B").row("a"))
                .withMessageContaining("Expected 2 cells, but got 1");
    }
}
