package io.recoverymesh.handler.notify;

import io.recoverymesh.handler.argument.Given;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where e-mails go.
 *
 * @param tls {@code starttls} (required), {@code tls} or {@code none}
 * @param username empty: without; may be a reference to a secret, as the password
 */
record EmailSettings(
        String host, int port, String tls, String from, List<String> to, String username, String password) {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");

    static EmailSettings of(Given given) {
        given.only("type", "host", "port", "tls", "from", "to", "username", "password");
        String tls = given.oneOf("tls", "starttls", "starttls", "tls", "none");
        List<String> to = given.list("to");
        if (to.isEmpty()) {
            throw given.missing("to");
        }
        for (String address : to) {
            if (!ADDRESS.matcher(address).matches()) {
                throw given.refusal("to", "addresses such as oncall@example.org", address);
            }
        }
        String username = given.text("username").orElse("");
        if (tls.equals("none") && !username.isEmpty()) {
            throw given.refusal("tls", "starttls or tls where there is a password", tls);
        }
        return new EmailSettings(
                given.required("host"),
                given.whole("port", 1, 65_535).orElse(tls.equals("tls") ? 465 : tls.equals("none") ? 25 : 587),
                tls,
                given.required("from", ADDRESS, "an address such as mesh@example.org"),
                to,
                username,
                given.text("password").orElse(""));
    }
}
