package io.recoverymesh.common.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalPropertyTest {
    private final PolicyReader reader = new PolicyReader();

    @Property(tries = 200)
    void theOrderOfKeysChangesNeitherFormNorVersion(@ForAll long seed) {
        PolicyReading written = reader.read("f.yaml", Samples.RECOVERY);
        JsonNode tree = CanonicalJson.parse(written.documents().get(0).canonical());
        PolicyReading reordered =
                reader.read("f.yaml", shuffled(tree, new Random(seed)).toString());
        assertThat(reordered.documents())
                .singleElement()
                .extracting(PolicyReading.Document::canonical)
                .isEqualTo(written.documents().get(0).canonical());
    }

    @Property(tries = 200)
    void anyOtherValueChangesTheVersion(@ForAll("names") String name) {
        String changed = Samples.RECOVERY.replace("name: payments-unavailable", "name: x" + name);
        assertThat(CanonicalJson.version(
                        reader.read("f.yaml", changed).documents().get(0).canonical()))
                .isNotEqualTo(CanonicalJson.version(reader.read("f.yaml", Samples.RECOVERY)
                        .documents()
                        .get(0)
                        .canonical()));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20);
    }

    private static JsonNode shuffled(JsonNode node, Random random) {
        if (node instanceof ArrayNode array) {
            ArrayNode result = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> result.add(shuffled(item, random)));
            return result;
        }
        if (!node.isObject()) {
            return node;
        }
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        Collections.shuffle(names, random);
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        names.forEach(name -> result.set(name, shuffled(node.path(name), random)));
        return result;
    }
}
