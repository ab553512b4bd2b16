package io.recoverymesh.handler.notify;

import io.recoverymesh.handler.action.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes notices to the handler's log, one line each. */
final class LogChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(LogChannel.class);

    @Override
    public String type() {
        return "log";
    }

    @Override
    public Outcome send(Notice notice, Sending sending) {
        LOG.warn("NOTICE {}: {} {}", notice.title(), notice.text().replaceAll("\\p{Cntrl}+", " "), notice.facts());
        return Outcome.success();
    }
}
