package io.glyphstream.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Loopback ports that nobody listens on.
 *
 * <p>They are outside the ranges from which Linux (32768 to 60999), macOS and Windows (from 49152) take the port of a
 * connection that goes out: a port of those may be lost to any client between its choice and its use, or while a server
 * that has it is restarted.
 */
public final class FreePorts {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /**
     * Returns distinct ports that were free a moment ago, the first of them the preferred one unless that is 0.
     *
     * @throws PortTakenException when the preferred port is in use, or no free one was found
     */
    public static int[] choose(int preferred, int count) {
        var sockets = new ServerSocket[count];
        var ports = new int[count];
        try {
            for (int i = 0; i < count; i++) {
                // All are held while choosing, or one of them might be chosen twice.
                sockets[i] = i == 0 && preferred != 0 ? listenOn(preferred) : listenOnAnyPort();
                ports[i] = sockets[i].getLocalPort();
            }
            return ports;
        } finally {
            for (ServerSocket socket : sockets) {
                closeIfOpen(socket);
            }
        }
    }

    /** Returns whether nobody listens on this port of the loopback address. */
    public static boolean isFree(int port) {
        try {
            listenOn(port).close();
            return true;
        } catch (PortTakenException taken) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ServerSocket listenOnAnyPort() {
        for (int attempt = 1; ; attempt++) {
            try {
                return listenOn(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));
            } catch (PortTakenException taken) {
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }

    private static ServerSocket listenOn(int port) {
        try {
            var socket = new ServerSocket();
            try {
                // As the broker does: a port whose last connections are still in TIME_WAIT is free.
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return socket;
            } catch (IOException refused) {
                socket.close();
                throw new PortTakenException(port, refused);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void closeIfOpen(@Nullable ServerSocket socket) {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Somebody else listens on the port. */
    public static final class PortTakenException extends RuntimeException {

        private static final long serialVersionUID = 1;

        PortTakenException(int port, IOException cause) {
            super("port " + port + " of " + EmbeddedBroker.HOST + " is in use", cause);
        }
    }
}
