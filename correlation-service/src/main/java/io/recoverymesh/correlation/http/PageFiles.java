package io.recoverymesh.correlation.http;

import io.recoverymesh.common.event.EventIds;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the page, from the class path, read once. */
final class PageFiles {
    private static final Pattern NAME = Pattern.compile("[a-z]+\\.(html|css|js|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, PageFile> read = new ConcurrentHashMap<>();

    /** One of them; its tag changes with the content. */
    static final class PageFile {
        private final byte[] bytes;
        private final String type;
        private final String tag;

        private PageFile(byte[] bytes, String type, String tag) {
            this.bytes = bytes;
            this.type = type;
            this.tag = tag;
        }

        byte[] bytes() {
            return bytes;
        }

        String type() {
            return type;
        }

        String tag() {
            return tag;
        }
    }

    /** Null when there is no such file. */
    @Nullable
    PageFile find(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        PageFile known = read.get(name);
        if (known != null) {
            return known;
        }
        PageFile file = load(name, TYPES.getOrDefault(matcher.group(1), "application/octet-stream"));
        if (file != null) {
            read.put(name, file);
        }
        return file;
    }

    private static @Nullable PageFile load(String name, String type) {
        try (InputStream file = PageFiles.class.getResourceAsStream("/page/" + name)) {
            if (file == null) {
                return null;
            }
            byte[] bytes = file.readAllBytes();
            String tag = "\"" + EventIds.of(name, new String(bytes, StandardCharsets.UTF_8)) + "\"";
            return new PageFile(bytes, type, tag);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected to read " + name + " from the class path, but " + e.getMessage(), e);
        }
    }
}
