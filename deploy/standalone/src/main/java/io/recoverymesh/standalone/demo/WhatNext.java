package io.recoverymesh.standalone.demo;

import io.recoverymesh.standalone.text.Screen;

/** What to try while the demo's mesh is up. */
final class WhatNext {
    private WhatNext() {}

    static void print(Screen screen, String url) {
        String mesh = "  ./mesh ";
        screen.blank();
        screen.line(screen.bold("It stays up; Ctrl-C ends it. Try, in another terminal:"));
        if (!url.endsWith(":8080")) {
            screen.line("  export MESH_URL=" + url);
        }
        screen.line(mesh + "targets");
        screen.line(mesh + "flows");
        screen.line(mesh + "explain catalog --group search");
        screen.line(mesh + "ack catalog --group search --comment 'mended'      # lets it be restarted again");
        screen.line(mesh + "pause --comment 'deploying'; ./mesh resume --comment 'done'");
        screen.line(mesh + "run restart-orders orders --group shop --comment 'because I can'");
        screen.line("  curl " + url + "/api/v1/verdicts?limit=5");
    }
}
