package io.recoverymesh.handler.kubernetes;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads and replaces objects. Refusals of the cluster come as fabric8's {@code KubernetesClientException}. */
final class Cluster {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Supplier<KubernetesClient> client;

    /** @param client made when it is first needed */
    Cluster(Supplier<KubernetesClient> client) {
        this.client = client;
    }

    Optional<KubeObject> find(Place place) {
        return Optional.ofNullable(at(place).get()).map(Cluster::object);
    }

    /** @throws RefusedException when there is none */
    KubeObject get(Place place) {
        return find(place)
                .orElseThrow(
                        () -> new RefusedException("Expected " + place + " to exist, but there is none. Mend 'with'."));
    }

    List<KubeObject> list(Kind kind, String namespace, Map<String, String> labels) {
        return in(kind, namespace).withLabels(labels).list().getItems().stream()
                .map(Cluster::object)
                .toList();
    }

    List<KubeObject> podsOn(String node) {
        return of(Kind.POD).inAnyNamespace().withField("spec.nodeName", node).list().getItems().stream()
                .map(Cluster::object)
                // A server may not know the field.
                .filter(pod -> pod.text("/spec/nodeName").equals(node))
                .toList();
    }

    /** Refused by the cluster (409) where it changed since it was read. */
    void replace(Place place, KubeObject changed) {
        GenericKubernetesResource resource = JSON.convertValue(changed.tree(), GenericKubernetesResource.class);
        in(place.kind(), place.namespace())
                .resource(resource)
                .lockResourceVersion(changed.resourceVersion())
                .update();
    }

    /** Refused by the cluster (409) where it changed since it was read. */
    void delete(Place place, KubeObject seen) {
        at(place).lockResourceVersion(seen.resourceVersion()).delete();
    }

    /** Whether it was taken; not where a disruption budget forbids it now. */
    boolean evict(KubeObject pod) {
        return client.get()
                .pods()
                .inNamespace(pod.namespace())
                .withName(pod.name())
                .evict();
    }

    private Resource<GenericKubernetesResource> at(Place place) {
        return in(place.kind(), place.namespace()).withName(place.name());
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            in(Kind kind, String namespace) {
        return namespace.isEmpty() ? of(kind) : of(kind).inNamespace(namespace);
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(Kind kind) {
        if (kind.plural().isEmpty()) {
            return client.get().genericKubernetesResources(kind.apiVersion(), kind.name());
        }
        return client.get()
                .genericKubernetesResources(new ResourceDefinitionContext.Builder()
                        .withGroup(kind.group())
                        .withVersion(kind.version())
                        .withKind(kind.name())
                        .withPlural(kind.plural())
                        .withNamespaced(kind.namespaced())
                        .build());
    }

    private static KubeObject object(GenericKubernetesResource resource) {
        return new KubeObject(JSON.convertValue(resource, ObjectNode.class));
    }
}
