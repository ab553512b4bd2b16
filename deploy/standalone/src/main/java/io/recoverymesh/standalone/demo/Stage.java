package io.recoverymesh.standalone.demo;

import io.recoverymesh.standalone.client.MeshClient;
import io.recoverymesh.standalone.text.Screen;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** All that an act needs. */
record Stage(Screen screen, MeshClient client, DemoServices services, Examples examples, Promises promises) {
    /** Of what begins from now on. */
    MeshView view(String group, String service) {
        return new MeshView(client, group, service, now());
    }

    /** As exact as the mesh's times are. */
    Instant now() {
        return screen.times().clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    String base(String service) {
        return "http://127.0.0.1:" + examples.ports().get(service);
    }
}
