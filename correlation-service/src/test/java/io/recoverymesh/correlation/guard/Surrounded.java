package io.recoverymesh.correlation.guard;

import io.recoverymesh.common.target.TargetRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A neighbourhood as a test declares it. */
final class Surrounded implements Neighbourhood {
    private final Map<String, List<Dependency>> needed = new HashMap<>();
    private final Map<Dependency, Trouble> troubles = new HashMap<>();
    private @Nullable Window window;

    Surrounded needs(String service, String group, String other) {
        needed.computeIfAbsent(service, name -> new ArrayList<>()).add(new Dependency(group, other));
        return this;
    }

    void trouble(Dependency dependency, Trouble trouble) {
        troubles.put(dependency, trouble);
    }

    void window(Window open) {
        window = open;
    }

    @Override
    public List<Dependency> dependenciesOf(TargetRef target) {
        return needed.getOrDefault(target.service(), List.of());
    }

    @Override
    public @Nullable Trouble elsewhere(Dependency dependency) {
        return troubles.get(dependency);
    }

    @Override
    public @Nullable Window windowOf(TargetRef target, Instant now) {
        Window open = window;
        return open == null || !now.isBefore(open.endsAt()) ? null : open;
    }
}
