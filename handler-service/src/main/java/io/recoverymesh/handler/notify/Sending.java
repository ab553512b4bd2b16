package io.recoverymesh.handler.notify;

import java.time.Duration;

/**
 * One try to deliver a notice.
 *
 * @param key the same for every try: who can, shows it once
 * @param limit how long it may take
 */
record Sending(String key, String traceparent, Duration limit) {}
