package io.recoverymesh.handler.http;

import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param body its first bytes as text
 * @param truncated whether there was more
 * @param location where a redirect leads
 */
public record HttpAnswer(
        int status,
        String body,
        boolean truncated,
        @Nullable String location) {
    boolean isRedirect() {
        return location != null && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
    }

    /** Whether another try makes sense. */
    public boolean isPassing() {
        return status == 408 || status == 429 || status >= 500;
    }

    /** Its body for an error, at most so many characters. */
    public String said(int chars) {
        String text = body.strip();
        return text.isEmpty() ? "" : ": " + (text.length() <= chars ? text : text.substring(0, chars) + "…");
    }
}
