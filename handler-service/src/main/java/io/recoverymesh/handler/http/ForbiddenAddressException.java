package io.recoverymesh.handler.http;

import java.net.UnknownHostException;

/** A name leads to an address that may not be connected to; nothing was sent. */
final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host, String address, String kind) {
        super("Expected '" + host + "' to lead to public or allowed addresses only, but it leads to " + address + " ("
                + kind + "). Add it to handler.http.allowed-addresses where the handler runs, if it is meant.");
    }
}
