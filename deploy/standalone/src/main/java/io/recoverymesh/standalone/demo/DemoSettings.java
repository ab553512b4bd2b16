package io.recoverymesh.standalone.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the demo is run.
 *
 * @param examples directory with {@code policies} and {@code signals}
 * @param data null: a temporary directory, removed at the end
 * @param port REST API; another free one where it is taken
 * @param exit end after the last act instead of staying up
 */
public record DemoSettings(Path examples, @Nullable Path data, int port, boolean exit) {}
