package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PolicyReaderPropertyTest {
    private static final String GOOD = Samples.RECOVERY + "---\n" + Samples.SERVICE;
    private static final String[] PIECES = {
        "{", "}", "[", "]", ":", "- ", "\n", "\n---\n", "\t", "\"", "'", "&a ", "*a", "!x ", "| ", "%", "#", "null",
        "-1", "1e999", "0x1F", "~", "<<: ", "\u0000", "\u2028", "\uD800", "30 sec", "${", "on", "service", "name: ",
        "? "
    };

    private final PolicyReader reader = new PolicyReader();

    @Property(tries = 1_500)
    void mutatedYamlIsAnsweredAndNeverThrows(@ForAll long seed) {
        PolicyReading reading = reader.read("f.yaml", mutated(new Random(seed)));
        assertThat(reading.problems()).allSatisfy(problem -> {
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.mend()).isNotBlank();
            assertThat(problem.line()).isPositive();
        });
    }

    @Property(tries = 300)
    void whatIsReadFromYamlIsReadBackFromItsCanonicalForm(@ForAll long seed) {
        for (PolicyReading.Document document :
                reader.read("f.yaml", mutated(new Random(seed))).documents()) {
            switch (document) {
                case PolicyReading.Document.RecoveryPolicy recovery ->
                    assertThat(reader.policy(document.canonical())).isEqualTo(recovery.policy());
                case PolicyReading.Document.DeclaredService service ->
                    assertThat(reader.service(document.canonical())).isEqualTo(service.service());
            }
        }
    }

    private static String mutated(Random random) {
        StringBuilder text = new StringBuilder(GOOD);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                default -> text.setCharAt(at, (char) random.nextInt(0x250));
            }
        }
        return text.toString();
    }
}
