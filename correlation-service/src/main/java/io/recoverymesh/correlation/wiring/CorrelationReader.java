package io.recoverymesh.correlation.wiring;

import io.recoverymesh.common.arguments.Offers;
import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.correlation.catalogue.Catalogue;
import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.guard.Neighbourhood;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.http.ElsewhereException;
import io.recoverymesh.correlation.http.MeshReader;
import io.recoverymesh.correlation.kafka.MeshGroups;
import io.recoverymesh.correlation.kafka.StoreReader;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Table;
import io.recoverymesh.correlation.ledger.Trouble;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** What the API reads: the stores of this process, what other groups published, the catalogue. */
@Singleton
final class CorrelationReader implements MeshReader {
    private final CorrelationSettings settings;
    private final CorrelationStreams streams;
    private final MeshGroups groups;
    private final CatalogueReader catalogue;
    private final Neighbourhood neighbourhood;
    private final HandlerReader handlers;
    private final PolicyLoader loader;
    private final Clock clock = Clock.systemUTC();

    CorrelationReader(
            CorrelationSettings settings,
            CorrelationStreams streams,
            MeshGroups groups,
            CatalogueReader catalogue,
            DeclaredNeighbourhood neighbourhood,
            HandlerReader handlers,
            PolicyLoader loader) {
        this.settings = settings;
        this.streams = streams;
        this.groups = groups;
        this.catalogue = catalogue;
        this.neighbourhood = neighbourhood;
        this.handlers = handlers;
        this.loader = loader;
    }

    @Override
    public Ledger ledger() {
        return read(StoreReader::ledger);
    }

    @Override
    public Table<Trouble> troubled() {
        return read(StoreReader::troubled);
    }

    @Override
    public FlowBook flows() {
        return read(StoreReader::flows);
    }

    @Override
    public Catalogue catalogue() {
        return catalogue.catalogue();
    }

    @Override
    public Surroundings surroundings(String group) {
        return new Surroundings(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                true,
                groups.activeElsewhere(group),
                neighbourhood,
                groups.meshPaused());
    }

    @Override
    public Optional<String> missing() {
        KafkaStreams running = streams.streams();
        return running == null
                ? Optional.of("the service is starting or stopping")
                : new StoreReader(running, settings.partitions()).missing();
    }

    @Override
    public List<PolicyProblem> loadingProblems() {
        return loader.problems();
    }

    @Override
    public Offers handlers() {
        return handlers.offers();
    }

    private <T> T read(Function<StoreReader, T> question) {
        KafkaStreams running = streams.streams();
        if (running == null) {
            throw ElsewhereException.unreadable("Expected the service to run, but it is starting or stopping", null);
        }
        try {
            return question.apply(new StoreReader(running, settings.partitions()));
        } catch (InvalidStateStoreException e) {
            throw ElsewhereException.unreadable(
                    "Expected readable state, but it is being restored or moved; try again in some seconds", e);
        }
    }
}
