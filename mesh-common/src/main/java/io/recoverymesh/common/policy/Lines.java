package io.recoverymesh.common.policy;

import java.util.HashMap;
import java.util.Map;

/** Where each field of one document stands: JSON pointer to line. */
final class Lines {
    private final Map<String, Integer> byPointer = new HashMap<>();
    private final int first;

    /** @param first line of the document's first line in its file, from 1 */
    Lines(int first) {
        this.first = first;
    }

    void put(String pointer, int line) {
        byPointer.putIfAbsent(pointer, line);
    }

    int first() {
        return first;
    }

    /** Line of the field, or of the nearest enclosing one that is there. */
    int of(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = byPointer.get(at);
            if (line != null) {
                return line;
            }
        }
        return byPointer.getOrDefault("", first);
    }

    /** Pointer of a member. */
    static String child(String pointer, String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
