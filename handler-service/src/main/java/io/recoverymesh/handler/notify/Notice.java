package io.recoverymesh.handler.notify;

import io.recoverymesh.handler.action.Invocation;
import io.recoverymesh.handler.argument.Given;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What people are told.
 *
 * @param title one line
 * @param severity as it was given, in lower case
 * @param flow empty where there is none; the same for recovery and link
 * @param link to a page about it
 */
record Notice(String title, String text, String severity, String flow, String recovery, String target, String link) {
    static final int MAX_TITLE = 500;
    static final int MAX_TEXT = 16_000;

    /** Reads the arguments of {@code send}; names that it does not know are ignored. */
    static Notice of(Given given, Invocation invocation, String link, UnaryOperator<String> redact) {
        String flow = given.text("flow").orElse("");
        String recovery = given.text("recovery").orElse(invocation.recoveryId());
        String target = given.text("target").orElse(invocation.group() + "/" + invocation.target());
        return new Notice(
                cut(
                        redact.apply(given.required("title"))
                                .replaceAll("\\p{Cntrl}+", " ")
                                .strip(),
                        MAX_TITLE),
                cut(redact.apply(given.text("text").orElse("")), MAX_TEXT),
                given.text("severity").orElse("warning").toLowerCase(Locale.ROOT),
                flow,
                recovery,
                target,
                link.replace("{flow}", flow).replace("{recovery}", recovery).replace("{target}", target));
    }

    /** What is known besides title and text, by its name; nothing that is empty. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("severity", severity);
        facts.put("target", target);
        facts.put("flow", flow);
        facts.put("recovery", recovery);
        facts.put("link", link);
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    /** The same, for whoever stands in for a channel that there is not. */
    Notice meantFor(String channel) {
        String words = "(for channel '" + channel + "', which is not configured) ";
        return new Notice(title, words + text, severity, flow, recovery, target, link);
    }

    private static String cut(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars) + "…";
    }
}
