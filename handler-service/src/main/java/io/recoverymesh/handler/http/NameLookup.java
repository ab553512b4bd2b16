package io.recoverymesh.handler.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a name. */
@FunctionalInterface
public interface NameLookup {
    /** @throws UnknownHostException when there are none */
    List<InetAddress> addresses(String name) throws UnknownHostException;

    /** As this machine resolves names. */
    static NameLookup ofThisSystem() {
        return name -> List.of(InetAddress.getAllByName(name));
    }
}
