package io.recoverymesh.standalone.demo;

import io.recoverymesh.standalone.client.MeshClient;
import io.recoverymesh.standalone.text.Screen;

/** All that an act needs. */
record Stage(Screen screen, MeshClient client, DemoServices services, Examples examples, Promises promises) {
    MeshView view(String group, String service) {
        return new MeshView(client, group, service);
    }

    String base(String service) {
        return "http://127.0.0.1:" + examples.ports().get(service);
    }
}
