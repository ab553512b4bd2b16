package io.recoverymesh.handler.secret;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is: a variable of the handler's environment, or a file on its machine.
 *
 * @param place {@code NAME} or an absolute path
 */
record SecretReference(Source source, String place) {
    enum Source {
        ENV,
        FILE
    }

    static final Pattern WRITTEN = Pattern.compile("\\$\\{\\s*secret:([^}]*)}");

    private static final Pattern FORM = Pattern.compile("(env|file):(.+)");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** @throws IllegalArgumentException saying how one is written */
    static SecretReference of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            String place = matcher.group(2);
            if (matcher.group(1).equals("env") && VARIABLE.matcher(place).matches()) {
                return new SecretReference(Source.ENV, place);
            }
            if (matcher.group(1).equals("file") && isPlain(place)) {
                return new SecretReference(Source.FILE, place);
            }
        }
        throw new IllegalArgumentException(
                "Expected a secret as ${secret:env:NAME} or ${secret:file:/absolute/path}, but got '${secret:" + text
                        + "}'");
    }

    /** Without {@code ..}: what a pattern allows must be what is read. */
    private static boolean isPlain(String path) {
        return path.startsWith("/")
                && path.indexOf('\0') < 0
                && Path.of(path).normalize().toString().equals(path);
    }

    @Override
    public String toString() {
        return (source == Source.ENV ? "env:" : "file:") + place;
    }
}
