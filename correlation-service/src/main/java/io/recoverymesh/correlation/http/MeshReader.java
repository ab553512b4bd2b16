package io.recoverymesh.correlation.http;

import io.recoverymesh.common.arguments.Offers;
import io.recoverymesh.common.policy.PolicyProblem;
import io.recoverymesh.correlation.catalogue.Catalogue;
import io.recoverymesh.correlation.flow.FlowBook;
import io.recoverymesh.correlation.guard.Surroundings;
import io.recoverymesh.correlation.ledger.Ledger;
import io.recoverymesh.correlation.ledger.Table;
import io.recoverymesh.correlation.ledger.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * What the API may look at: read-only, all local partitions as one. A scan visits the entries of all partitions in key
 * order.
 */
public interface MeshReader {
    /** @throws UnavailableException when nothing is readable now */
    Ledger ledger();

    /**
     * Targets that somebody must look at, by group/target. Keys before {@code !} are not targets.
     *
     * @throws UnavailableException when nothing is readable now
     */
    Table<Trouble> troubled();

    /** @throws UnavailableException when nothing is readable now */
    FlowBook flows();

    Catalogue catalogue();

    /** The time, and what lies outside a group; for {@code *} what concerns the whole mesh. */
    Surroundings surroundings(String group);

    /** Which part is not readable now, and why: partitions that are elsewhere, or being moved. */
    Optional<String> missing();

    /** Problems of the files that were loaded last. */
    default List<PolicyProblem> loadingProblems() {
        return List.of();
    }

    /** Actions of each handler that has announced itself; none at all: not known. */
    default Offers handlers() {
        return Offers.NONE;
    }
}
