package io.recoverymesh.correlation.kafka;

import io.recoverymesh.schemas.GroupLoad;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What mesh.groups last said of every group; late by a second at most while Kafka is well. Safe for many threads. */
public final class MeshGroups {
    /** Key of the mesh-wide switch. */
    public static final String MESH = "*";

    private final Map<String, GroupLoad> byGroup = new ConcurrentHashMap<>();

    /** Takes an entry of the topic; null: it is gone. */
    public void onEntry(String group, @Nullable GroupLoad load) {
        if (load == null) {
            byGroup.remove(group);
        } else {
            byGroup.put(group, load);
        }
    }

    /** Recoveries running in all groups but this one. */
    public int activeElsewhere(String group) {
        int active = 0;
        for (GroupLoad load : byGroup.values()) {
            active += load.getGroup().equals(group) ? 0 : load.getActive();
        }
        return active;
    }

    /** Who paused the whole mesh, and why; null when nobody did. */
    public @Nullable String meshPaused() {
        GroupLoad mesh = byGroup.get(MESH);
        return mesh == null || !mesh.getPaused() ? null : String.valueOf(mesh.getPausedBy());
    }
}
