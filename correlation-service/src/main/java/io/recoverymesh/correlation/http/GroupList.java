package io.recoverymesh.correlation.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups by name, and what holds for all. */
@ApiView
record GroupList(List<GroupView> groups, MeshView mesh, List<String> missing) {
    /** {@code paused} says who paused the whole mesh, and why; null when nobody did. */
    @ApiView
    record MeshView(@Nullable String paused) {}
}
