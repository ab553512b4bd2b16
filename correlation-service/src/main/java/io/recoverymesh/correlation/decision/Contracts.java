package io.recoverymesh.correlation.decision;

import java.util.Optional;

/** What actions have announced of their arguments; asked once these are filled in, before anything is sent. */
@FunctionalInterface
public interface Contracts {
    /** Nothing is announced: everything is sent, and the handler itself refuses. */
    Contracts NONE = (handler, action, arguments) -> Optional.empty();

    /**
     * What is wrong with the arguments; empty where nothing is, or nothing is known of the action.
     *
     * @param arguments JSON object; references to secrets are left in it
     */
    Optional<String> objection(String handler, String action, String arguments);
}
