package io.recoverymesh.handler.exec;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value that a command may give to a program: exactly one argument of it, or a part of one.
 *
 * @param pattern what the whole value must match
 * @param required whether the command must give it
 * @param fallback taken where the command gives none
 */
record Parameter(
        String name,
        Pattern pattern,
        boolean required,
        @Nullable String fallback) {
    /** One line that is no option: a value such as {@code --force} must not turn into one. */
    static final Pattern DEFAULT_PATTERN = Pattern.compile("(?!-)[^\\p{Cntrl}]+");

    static final int MAX_CHARS = 4_096;

    /** A negative number is none. */
    private static final Pattern LIKE_AN_OPTION = Pattern.compile("-[^0-9.]|-\\z");

    private static final Pattern OPTIONS_WANTED = Pattern.compile("\\^?(?:\\((?:\\?:)?)?\\\\?-(?!\\?)");

    /** What is wrong with a value; empty where nothing is. */
    Optional<String> objection(String value) {
        if (value.length() > MAX_CHARS) {
            return Optional.of("Expected argument '" + name + "' to be at most " + MAX_CHARS + " characters, but got "
                    + value.length());
        }
        if (value.indexOf('\0') >= 0 || !pattern.matcher(value).matches()) {
            return Optional.of("Expected argument '" + name + "' to match " + pattern + ", but got '" + shown(value)
                    + "'. Mend 'with' in the policy, or the parameter's pattern in the handler's configuration.");
        }
        return Optional.empty();
    }

    /**
     * What is wrong with a value that begins an argument of its own: there the program would take it for an option. Nothing
     * where the pattern itself begins with a hyphen.
     */
    Optional<String> optionObjection(String value) {
        boolean wanted = OPTIONS_WANTED.matcher(pattern.pattern()).lookingAt();
        return wanted || !LIKE_AN_OPTION.matcher(value).lookingAt()
                ? Optional.empty()
                : Optional.of("Expected argument '" + name + "' not to look like an option, but got '" + shown(value)
                        + "'. Mend 'with' in the policy; where options are meant, let the parameter's pattern begin"
                        + " with -.");
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }
}
