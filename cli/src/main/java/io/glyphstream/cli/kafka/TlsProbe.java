package io.glyphstream.cli.kafka;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Asks a listener whether it speaks TLS, without a word of Kafka's protocol. */
final class TlsProbe {

    private static final int MILLIS = 1_000;

    private TlsProbe() {}

    /** Returns whether it answers a TLS greeting with TLS; empty if it does not answer within a second. */
    static Optional<Boolean> speaksTls(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, MILLIS);
            socket.setSoTimeout(MILLIS);
            var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            try (var tls = (SSLSocket) factory.createSocket(socket, address.getHostString(), address.getPort(), true)) {
                tls.startHandshake();
                return Optional.of(true);
            }
        } catch (SSLHandshakeException refused) {
            // A certificate that is refused, or an alert, is TLS; a connection that was closed is not.
            boolean closed =
                    refused.getCause() instanceof EOFException || refused.getCause() instanceof SocketException;
            return Optional.of(!closed);
        } catch (SocketTimeoutException silent) {
            return Optional.empty();
        } catch (IOException other) {
            return Optional.of(false);
        }
    }
}
