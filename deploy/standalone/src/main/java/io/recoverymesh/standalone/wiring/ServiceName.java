package io.recoverymesh.standalone.wiring;

import java.util.Locale;

/** One of the services of a mesh. */
public enum ServiceName {
    TRIGGER,
    CORRELATION,
    HANDLER;

    /** As it is written in settings. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
