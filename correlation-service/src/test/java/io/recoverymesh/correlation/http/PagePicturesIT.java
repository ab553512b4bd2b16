package io.recoverymesh.correlation.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Draws every view in both colour schemes and several widths. With {@code -Dscreenshots=<docs>} the pictures of the
 * documentation are written to its {@code images}; with {@code -Dscreenshots.all=true} all of them.
 */
final class PagePicturesIT {
    private static final @Nullable String KEPT = System.getProperty("screenshots");
    private static final boolean ALL = Boolean.getBoolean("screenshots.all");
    private static final Map<String, String> DOCUMENTED = Map.of(
            "now-light-1280", "now",
            "now-dark-400", "now-narrow",
            "flow-light-1280", "flow",
            "flow-dark-1280", "flow-dark",
            "policy-light-1280", "plan",
            "reports-light-1280", "reports");

    @Test
    void everyViewFitsEveryWidthInLightAndDark() throws IOException {
        try (Api api = new Api(Map.of("correlation.page.links.Trace", "http://tempo.example/trace/{traceId}"))) {
            Night night = new Night(api);
            night.passes();
            night.declare(Night.GRAPH);
            String flow = api.get("/api/v1/flows?outcome=recovered")
                    .json()
                    .at("/flows/0/flowId")
                    .asText();
            Map<String, String> views = Map.of(
                    "now", "now",
                    "flows", "flows",
                    "flow", "flow/" + flow,
                    "targets", "targets",
                    "target", "target/payments/payments/p-1",
                    "policies", "policies",
                    "policy", "policy/recovery/payments-unavailable",
                    "reports", "reports");
            try (Browser browser = Browser.at(api.server().getURL().toString())) {
                for (String scheme : new String[] {"light", "dark"}) {
                    browser.scheme(scheme);
                    for (int width : new int[] {400, 1280, 3840}) {
                        browser.size(width, width == 400 ? 900 : width == 1280 ? 900 : 2000);
                        for (Map.Entry<String, String> view : views.entrySet()) {
                            browser.open(view.getValue());
                            Object overflow = browser.script(
                                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
                            assertThat(overflow)
                                    .as("%s at %s px overflows sideways", view.getKey(), width)
                                    .isEqualTo(0L);
                            keep(view.getKey() + "-" + scheme + "-" + width, browser);
                        }
                    }
                }
                assertThat(browser.complaints()).isEmpty();
            }
        }
    }

    private static void keep(String name, Browser browser) throws IOException {
        if (KEPT != null && (ALL || DOCUMENTED.containsKey(name))) {
            Path to = Files.createDirectories(Path.of(KEPT).resolve("images"));
            Files.write(to.resolve((ALL ? name : DOCUMENTED.get(name)) + ".png"), browser.picture());
        }
    }
}
