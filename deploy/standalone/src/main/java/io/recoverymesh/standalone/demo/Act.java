package io.recoverymesh.standalone.demo;

/** One thing that goes wrong, what is promised about it, and what was observed. */
sealed interface Act permits KilledProcess, RepeatedAlert, StaleAlert, CrashLoop {
    /** One line. */
    String title();

    void play(Stage stage) throws Exception;
}
