package io.recoverymesh.handler.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Asks for the addresses of a name. */
@FunctionalInterface
public interface NameLookup {
    /** @throws UnknownHostException when there are none */
    List<InetAddress> addresses(String name) throws UnknownHostException;

    /** As this machine resolves names; each on a thread of its own, for a slow lookup would hold up all virtual ones. */
    static NameLookup ofThisSystem() {
        return name -> {
            CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("lookup-" + name).start(() -> {
                try {
                    found.complete(List.of(InetAddress.getAllByName(name)));
                } catch (UnknownHostException | RuntimeException e) {
                    found.completeExceptionally(e);
                }
            });
            try {
                return found.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException("interrupted while looking for " + name);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof UnknownHostException unknown
                        ? unknown
                        : new UnknownHostException(name + ": " + e.getCause());
            }
        };
    }
}
