package io.recoverymesh.correlation.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.MapFormat;
import java.util.Map;
import java.util.TreeMap;

/** Settings of the page: {@code correlation.page.links.<name>} is a template of an address that a view links to. */
@ConfigurationProperties("correlation.page")
final class PageSettings {
    private Map<String, String> links = Map.of();

    /**
     * By name, in order.
     *
     * @throws IllegalArgumentException when one is no http or https address
     */
    void setLinks(@MapFormat(transformation = MapFormat.MapTransformation.FLAT) Map<String, String> given) {
        given.forEach(PageSettings::check);
        links = new TreeMap<>(given);
    }

    Map<String, String> getLinks() {
        return links;
    }

    private static void check(String name, String url) {
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw new IllegalArgumentException("Expected correlation.page.links." + name
                    + " to begin with https:// or http://, but got '" + url + "'");
        }
    }
}
