package io.recoverymesh.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlainTest {
    private static final List<String> CORPUS = List.of(
            "\u001b[2J\u001b[1;1Hall is well",
            "\u001b[8mhidden\u001b[0m",
            "\u001b]0;title\u0007",
            "\u001b]52;c;ZXZpbA==\u0007",
            "\u001bP+q\u001b\\\\",
            "\u009b31mC1\u009c",
            "\u202egnp.exe",
            "\u2066a\u2069\u200b\ufeff",
            "a\rb\nc\bd\u0000e\u007f",
            "\u001b[31mRED\u001b[0m");

    @Test
    void whatOthersWroteNeverReachesTheTerminalAsMoreThanText() {
        for (String poison : CORPUS) {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            row.put(poison, poison).putArray("list").add(poison).addObject().put("deep", poison);
            StringWriter out = new StringWriter();
            Plain.texts(row).properties().forEach(field -> {
                Screens.coloured(out).line(field.getKey() + field.getValue().asText());
                new Table("A", "B")
                        .row(field.getValue().asText(), "b")
                        .lines(Screens.plain(out))
                        .forEach(Screens.plain(out)::line);
            });
            assertThat(out.toString().replaceAll("\\R", ""))
                    .as("%s", Plain.json(poison))
                    .doesNotContainPattern("[\\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]");
        }
    }

    @Test
    void jsonSaysTheSameInCharactersThatATerminalOnlyShows() throws Exception {
        for (String poison : CORPUS) {
            JsonNode node = JsonNodeFactory.instance.objectNode().put("text", poison + " ü 🙂");
            StringWriter out = new StringWriter();
            Screens.plain(out).json(node);
            assertThat(JsonMapper.builder().build().readTree(out.toString())).isEqualTo(node);
            assertThat(out.toString().replaceAll("\\R", "")).matches("[\\x20-\\x7e]*");
        }
    }

    @Test
    void ownColoursAndTabsStay() {
        StringWriter out = new StringWriter();
        Screen screen = Screens.coloured(out);
        screen.line(screen.bold("Now") + "\t" + screen.tinted("DOWN"));
        assertThat(out.toString().strip()).isEqualTo("\u001b[1mNow\u001b[0m\t\u001b[31mDOWN\u001b[0m");
    }
}
