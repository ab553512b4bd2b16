package io.recoverymesh.standalone.wiring;

/** Why something did not start, as one sentence. */
final class StartFailure {
    private StartFailure() {}

    /** @param log where there is more about it */
    static StandaloneException of(String what, RuntimeException failure, Object log) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        return new StandaloneException(
                "Expected " + what + " to start, but " + message + ". See " + log + ".", failure);
    }
}
