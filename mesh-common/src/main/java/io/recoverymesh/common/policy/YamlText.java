package io.recoverymesh.common.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Text between two {@code ---} lines: read apart, so that broken YAML in one document leaves its neighbours alone.
 *
 * @param firstLine line in the file of the text's first line, from 1
 */
record YamlText(int firstLine, String text) {
    /** YAML knows no other meaning of {@code ---} at the start of a line, not even within a quoted or block text. */
    static List<YamlText> split(String yaml) {
        List<YamlText> texts = new ArrayList<>();
        String rest = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
        StringBuilder current = new StringBuilder();
        int first = 1;
        int line = 0;
        for (String each : (Iterable<String>) rest.lines()::iterator) {
            line++;
            if (isSeparator(each)) {
                texts.add(new YamlText(first, current.toString()));
                current.setLength(0);
                first = line;
            }
            current.append(each).append('\n');
        }
        texts.add(new YamlText(first, current.toString()));
        return texts;
    }

    /** As written, without the separator. */
    String source() {
        return text.startsWith("---\n") ? text.substring(4) : text;
    }

    private static boolean isSeparator(String line) {
        return line.startsWith("---") && (line.length() == 3 || Character.isWhitespace(line.charAt(3)));
    }
}
