package io.recoverymesh.handler.secret;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The secrets that policies may name.
 *
 * @param patterns {@code env:NAME} or {@code file:/path}; {@code *} stands for any characters but {@code /}
 */
public record AllowedSecrets(List<String> patterns) {
    private static final Pattern FORM = Pattern.compile("env:[A-Za-z0-9_*]+|file:/[^\\s]+");

    public AllowedSecrets {
        patterns = List.copyOf(patterns);
        for (String pattern : patterns) {
            if (!FORM.matcher(pattern).matches()) {
                throw new IllegalArgumentException(
                        "Expected handler.secrets.allowed to hold env:NAME or file:/path, where * stands for any"
                                + " characters but /, but got '" + pattern + "'");
            }
        }
    }

    boolean allows(SecretReference reference) {
        return patterns.stream()
                .anyMatch(pattern ->
                        matching(pattern).matcher(reference.toString()).matches());
    }

    private static Pattern matching(String pattern) {
        return Pattern.compile(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*")));
    }
}
