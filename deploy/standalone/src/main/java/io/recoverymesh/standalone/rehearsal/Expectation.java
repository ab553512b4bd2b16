package io.recoverymesh.standalone.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recoverymesh.standalone.rehearsal.Happened.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What must have happened since the last look, of one kind: all of it, in this order.
 *
 * @param wanted some fields of each
 */
record Expectation(Kind kind, int line, List<Wanted> wanted) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Expectation {
        wanted = List.copyOf(wanted);
    }

    /** One of them. */
    record Wanted(int line, Map<String, Written> fields) {
        Wanted {
            fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public String toString() {
            List<String> texts = new ArrayList<>();
            fields.forEach((name, value) -> texts.add(name + ": "
                    + (value.isObject() || value.isList() ? value.json().toString() : value.text())));
            return "{" + String.join(", ", texts) + "}";
        }
    }

    static Expectation read(Kind kind, Written list) {
        List<Wanted> wanted = new ArrayList<>();
        for (Written item : list.items()) {
            wanted.add(new Wanted(
                    item.line(),
                    item.isObject()
                            ? item.members(kind.fields())
                            : Map.of(kind.fields().getFirst(), item)));
        }
        return new Expectation(kind, list.line(), wanted);
    }

    /** What is otherwise; empty where all is as expected. */
    List<Mismatch> compare(String file, List<Happened> happened) {
        List<Mismatch> mismatches = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted one = wanted.get(i);
            if (i >= happened.size()) {
                mismatches.add(new Mismatch(file, one.line(), what(i), one.toString(), "nothing"));
            } else if (!matches(one, happened.get(i))) {
                mismatches.add(new Mismatch(
                        file,
                        one.line(),
                        what(i),
                        one.toString(),
                        happened.get(i).toString()));
            }
        }
        for (int i = wanted.size(); i < happened.size(); i++) {
            mismatches.add(new Mismatch(
                    file,
                    line,
                    what(i),
                    "nothing" + (i == 0 ? "" : " more"),
                    happened.get(i).toString()));
        }
        return mismatches;
    }

    private String what(int i) {
        return kind.name() + "[" + i + "]";
    }

    private static boolean matches(Wanted wanted, Happened happened) {
        return wanted.fields().entrySet().stream().allMatch(field -> {
            String came = happened.fields().getOrDefault(field.getKey(), "");
            return switch (field.getKey()) {
                case "reason" ->
                    came.toLowerCase(Locale.ROOT)
                            .contains(field.getValue().text().toLowerCase(Locale.ROOT));
                case "with" -> contains(came, field.getValue().json());
                default -> came.equals(field.getValue().text());
            };
        });
    }

    private static boolean contains(String json, JsonNode wanted) {
        try {
            JsonNode came = JSON.readTree(json);
            return wanted.properties().stream()
                    .allMatch(field -> field.getValue().equals(came.path(field.getKey()))
                            || field.getValue()
                                    .asText("")
                                    .equals(came.path(field.getKey()).asText()));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
