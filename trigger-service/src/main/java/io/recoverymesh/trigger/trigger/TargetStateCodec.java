package io.recoverymesh.trigger.trigger;

import io.recoverymesh.schemas.HealthStatus;
import io.recoverymesh.schemas.SignalSummary;
import io.recoverymesh.trigger.health.Episode;
import io.recoverymesh.trigger.health.Flapping;
import io.recoverymesh.trigger.health.Vitals;
import io.recoverymesh.trigger.health.Vitals.OpenAlert;
import io.recoverymesh.trigger.health.Vitals.OpenAnomaly;
import io.recoverymesh.trigger.health.Vitals.Report;
import io.recoverymesh.trigger.health.Vitals.Silence;
import io.recoverymesh.trigger.trigger.ClauseState.Counting;
import io.recoverymesh.trigger.trigger.ClauseState.Fired;
import io.recoverymesh.trigger.trigger.ClauseState.Gathering;
import io.recoverymesh.trigger.trigger.ClauseState.Holding;
import io.recoverymesh.trigger.trigger.ClauseState.Listening;
import io.recoverymesh.trigger.trigger.ClauseState.Missing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;

/** States as bytes: a version, then the parts in order. Bounded by the limits of the parts. */
public final class TargetStateCodec {
    private static final int VERSION = 2;
    private static final int FIRST_VERSION = 1;
    private static final byte COUNTING = 0;
    private static final byte HOLDING = 1;
    private static final byte FIRED = 2;
    private static final byte GATHERING = 3;
    private static final byte LISTENING = 4;
    private static final byte MISSING = 5;

    private TargetStateCodec() {}

    public static byte[] encode(TargetState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            StateWriter writer = new StateWriter(out);
            out.writeByte(VERSION);
            write(writer, state.vitals());
            writer.map(
                    state.clauses(),
                    key -> {
                        writer.text(key.policy());
                        out.writeInt(key.index());
                    },
                    clause -> write(writer, clause));
            writer.map(state.told().at(), out::writeLong, writer::time);
            writer.time(state.heardAt());
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to write to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @throws UncheckedIOException when the bytes were not written by {@link #encode}, or by a later version */
    public static TargetState decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            StateReader reader = new StateReader(in);
            int version = in.readUnsignedByte();
            if (version != VERSION && version != FIRST_VERSION) {
                throw new IOException("Expected version " + VERSION + " of a target's state, but got " + version
                        + ". Start the version that wrote it");
            }
            boolean first = version == FIRST_VERSION;
            Vitals vitals = vitals(reader, first);
            Map<ClauseKey, ClauseState> clauses =
                    reader.map(() -> new ClauseKey(reader.text(), in.readInt()), () -> clause(reader, first));
            Told told = first ? Told.NOTHING : new Told(reader.map(in::readLong, reader::time));
            return new TargetState(vitals, clauses, told, first ? Instant.EPOCH : reader.time());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(StateWriter to, Vitals vitals) throws IOException {
        to.optional(vitals.report(), report -> {
            to.text(report.status().name());
            to.time(report.at());
            to.text(report.source());
            to.optional(report.reason(), to::text);
        });
        to.map(vitals.alerts(), to::text, alert -> {
            to.text(alert.name());
            to.text(alert.severity());
            to.time(alert.startsAt());
        });
        to.map(vitals.anomalies(), to::text, anomaly -> to.time(anomaly.lastSeen()));
        to.map(vitals.closed(), to::text, to::time);
        to.optional(vitals.health(), health -> to.text(health.name()));
        to.time(vitals.since());
        to.optional(vitals.episode(), episode -> {
            to.text(episode.id());
            to.text(episode.flowId());
            to.time(episode.startedAt());
        });
        to.map(vitals.silences(), to::text, silence -> {
            to.text(silence.what());
            to.time(silence.since());
        });
        Flapping flapping = vitals.flapping();
        to.out.writeInt(flapping.observations());
        to.time(flapping.last());
        to.list(flapping.changes(), change -> {
            to.out.writeInt(change.observation());
            to.time(change.at());
        });
        to.out.writeBoolean(flapping.on());
    }

    private static Vitals vitals(StateReader from, boolean first) throws IOException {
        return new Vitals(
                from.optional(() -> new Report(
                        HealthStatus.valueOf(from.text()), from.time(), from.text(), from.optional(from::text))),
                from.map(from::text, () -> new OpenAlert(from.text(), from.text(), from.time())),
                from.map(from::text, () -> new OpenAnomaly(from.time())),
                from.map(from::text, from::time),
                from.optional(() -> HealthStatus.valueOf(from.text())),
                from.time(),
                from.optional(() -> new Episode(from.text(), from.text(), from.time())),
                first ? Map.of() : from.map(from::text, () -> new Silence(from.text(), from.time())),
                first ? Flapping.NONE : flapping(from));
    }

    private static Flapping flapping(StateReader from) throws IOException {
        return new Flapping(
                from.in.readInt(),
                from.time(),
                from.list(() -> new Flapping.Change(from.in.readInt(), from.time())),
                from.in.readBoolean());
    }

    private static void write(StateWriter to, ClauseState state) throws IOException {
        switch (state) {
            case Counting counting -> {
                to.out.writeByte(COUNTING);
                to.list(counting.seen(), seen -> {
                    to.time(seen.at());
                    to.out.writeLong(seen.id());
                });
                to.time(counting.forgetAt());
            }
            case Holding holding -> {
                to.out.writeByte(HOLDING);
                to.time(holding.until());
                to.time(holding.eventTime());
                to.bytes(holding.signal().toByteBuffer());
                to.text(holding.policyVersion());
                to.list(holding.supports(), support -> write(to, support));
                to.out.writeInt(holding.parts());
                to.optional(holding.warnAt(), to::time);
            }
            case Fired fired -> {
                to.out.writeByte(FIRED);
                to.text(fired.episode());
                to.time(fired.after());
                to.list(fired.recent(), to.out::writeLong);
            }
            case Gathering gathering -> {
                to.out.writeByte(GATHERING);
                to.map(gathering.heard(), support -> write(to, support), to::time);
            }
            case Listening listening -> {
                to.out.writeByte(LISTENING);
                to.time(listening.heardAt());
                to.time(listening.until());
                to.optional(listening.warnAt(), to::time);
            }
            case Missing missing -> {
                to.out.writeByte(MISSING);
                to.time(missing.heardAt());
                to.time(missing.checkAt());
            }
        }
    }

    private static void write(StateWriter to, Support support) throws IOException {
        to.out.writeInt(support.part());
        to.text(support.cause());
    }

    private static ClauseState clause(StateReader from, boolean first) throws IOException {
        byte kind = from.in.readByte();
        return switch (kind) {
            case COUNTING ->
                new Counting(from.list(() -> new Counting.Seen(from.time(), from.in.readLong())), from.time());
            case HOLDING ->
                new Holding(
                        from.time(),
                        from.time(),
                        SignalSummary.fromByteBuffer(from.bytes()),
                        from.text(),
                        new HashSet<>(from.list(() -> support(from, first))),
                        first ? 1 : from.in.readInt(),
                        first ? null : from.optional(from::time));
            case FIRED -> new Fired(from.text(), from.time(), from.list(from.in::readLong));
            case GATHERING -> new Gathering(from.map(() -> support(from, false), from::time));
            case LISTENING -> new Listening(from.time(), from.time(), from.optional(from::time));
            case MISSING -> new Missing(from.time(), from.time());
            default -> throw new IOException("Expected a trigger's state of kind 0 to 5, but got " + kind);
        };
    }

    private static Support support(StateReader from, boolean first) throws IOException {
        return new Support(first ? 0 : from.in.readInt(), from.text());
    }
}
