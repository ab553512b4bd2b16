package io.recoverymesh.correlation.http;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.recoverymesh.correlation.audit.ChainCheck;
import io.recoverymesh.correlation.audit.FactHash;
import io.recoverymesh.schemas.RecoveryEvent;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit trail: every decision with the hash of the one before it. */
@Tag(name = "audit")
@Controller("/api/v1/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuditController {
    private static final Logger LOG = LoggerFactory.getLogger(AuditController.class);
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(25);
    private static final Duration LONGEST_EXPORT = Duration.ofHours(1);
    private static final int PIPE = 1 << 16;

    private final MeshReader reader;
    private final FactReader facts;
    private final Turnstile running = new Turnstile("audits");

    AuditController(MeshReader reader, FactReader facts) {
        this.reader = reader;
        this.facts = facts;
    }

    /**
     * Reads the whole log of facts, for at most 25 s, and finds what is missing, changed, inserted or out of order.
     *
     * @param group only this one
     * @return what was found, and where
     */
    @Get("/verify")
    AuditView verify(@QueryValue @Nullable String group) {
        running.enter();
        try {
            ChainCheck check = new ChainCheck();
            return AuditView.of(check, facts.read(null, null, LONGEST_CHECK, new Checking(check, group)));
        } finally {
            running.leave();
        }
    }

    /**
     * Exports decisions of a period as lines of JSON; the last line is {@code {"end":true,…}}.
     *
     * @param from a time, or how long ago (24h, 7d); 7 days before {@code to} by default
     * @param to a time, or how long ago; now by default
     * @param group only this one
     * @return lines of JSON
     */
    @Get("/export")
    @Produces("application/x-ndjson")
    StreamedFile export(
            @QueryValue @Nullable String from, @QueryValue @Nullable String to, @QueryValue @Nullable String group) {
        Period period =
                Period.of(from, to, reader.surroundings(GroupController.MESH).now());
        running.enter();
        try {
            PipedInputStream in = new PipedInputStream(PIPE);
            Writer out = new BufferedWriter(new OutputStreamWriter(new PipedOutputStream(in), StandardCharsets.UTF_8));
            Thread.ofVirtual().name("audit-export").start(() -> write(out, period, group));
            return new StreamedFile(in, MediaType.of("application/x-ndjson"));
        } catch (IOException e) {
            running.leave();
            throw new UncheckedIOException("Expected a pipe", e);
        }
    }

    private void write(Writer out, Period period, @Nullable String group) {
        try (out) {
            AuditLines lines = new AuditLines(out, period.from(), period.to(), group);
            lines.end(facts.read(period.from(), period.to(), LONGEST_EXPORT, lines));
        } catch (IOException | UncheckedIOException | UnavailableException e) {
            LOG.warn("an export of the audit trail ended early: {}", e.getMessage());
        } finally {
            running.leave();
        }
    }

    private record Checking(ChainCheck check, @Nullable String group) implements FactReader.Visitor {
        @Override
        public void onFact(int partition, long offset, RecoveryEvent event) {
            if (group == null || group.equals(event.getGroup())) {
                check.add(new ChainCheck.Link(
                        partition,
                        offset,
                        event.getGroup(),
                        event.getSequence(),
                        event.getPreviousHash(),
                        FactHash.of(event)));
            }
        }

        @Override
        public void onUnreadable(int partition, long offset, String problem) {
            check.unreadable(partition, offset, problem);
        }
    }
}
