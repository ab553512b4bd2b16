package io.recoverymesh.standalone.loopback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds free ports on 127.0.0.1, and says who is asked when one is taken. */
public final class LoopbackPort {

    public static final String HOST = "127.0.0.1";

    private LoopbackPort() {}

    /** So many different ports that are free now; another process may still take one before they are used. */
    public static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                held.add(bind(0));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(LoopbackPort::release);
        }
    }

    /** The port itself, or a free one for 0; empty when something else listens on it. */
    public static Optional<Integer> claim(int port) {
        if (port == 0) {
            return Optional.of(free(1).getFirst());
        }
        try {
            release(bind(port));
            return Optional.of(port);
        } catch (BindException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true); // a port in TIME_WAIT after a restart is free
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        return socket;
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
