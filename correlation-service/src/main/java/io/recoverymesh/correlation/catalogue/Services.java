package io.recoverymesh.correlation.catalogue;

import io.recoverymesh.common.policy.MaintenanceWindow;
import io.recoverymesh.common.policy.PolicyReading.Document;
import io.recoverymesh.common.policy.ServiceDocument;
import io.recoverymesh.common.target.TargetRef;
import io.recoverymesh.correlation.guard.Neighbourhood.Dependency;
import io.recoverymesh.correlation.guard.Neighbourhood.Window;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Declared services of one catalogue: what each needs, and when each is worked on. Immutable. */
public final class Services {
    private final Map<String, ServiceDocument> byName = new HashMap<>();
    private final Map<String, List<Dependency>> needed = new HashMap<>();

    public Services(Catalogue catalogue) {
        for (Declared declared : catalogue.all()) {
            if (declared.document() instanceof Document.DeclaredService service) {
                byName.put(service.service().name(), service.service());
            }
        }
        byName.keySet().forEach(name -> needed.put(name, closure(name)));
    }

    /** Services that it needs, directly or by others, the nearest first; names that nothing declares are left out. */
    public List<Dependency> dependenciesOf(TargetRef target) {
        return declares(target) == null ? List.of() : needed.getOrDefault(target.service(), List.of());
    }

    /** The window of the target's service that this moment lies in; null when it lies in none. */
    public @Nullable Window windowOf(TargetRef target, Instant now) {
        ServiceDocument service = declares(target);
        if (service == null) {
            return null;
        }
        for (MaintenanceWindow window : service.maintenance()) {
            Instant end = window.endsAt(now);
            if (end != null) {
                return new Window(window.toString(), end);
            }
        }
        return null;
    }

    /** A service of the same name in another group is another service. */
    private @Nullable ServiceDocument declares(TargetRef target) {
        ServiceDocument service = byName.get(target.service());
        return service != null && service.group().equals(target.group()) ? service : null;
    }

    private List<Dependency> closure(String name) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(name));
        while (!next.isEmpty()) {
            ServiceDocument service = byName.get(next.poll());
            if (service != null) {
                service.dependsOn().stream()
                        .filter(other -> !other.equals(name) && seen.add(other))
                        .forEach(next::add);
            }
        }
        List<Dependency> found = new ArrayList<>();
        for (String other : seen) {
            ServiceDocument service = byName.get(other);
            if (service != null) {
                found.add(new Dependency(service.group(), other));
            }
        }
        return found;
    }
}
