package io.glyphstream.cli.kafka;

import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.ExitCode;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** The protocol of a broker's listener, as far as it shows from outside, beside the one that the user has set. */
final class Listener {

    private Listener() {}

    /** Returns normally unless the one speaks TLS and the other does not. */
    static void requireProtocol(SecurityProtocol protocol, InetSocketAddress address) {
        Optional<Boolean> tls = TlsProbe.speaksTls(address);
        if (tls.equals(Optional.of(true)) && !isTls(protocol)) {
            throw misfit(
                    text(address) + " speaks TLS, but security.protocol is " + protocol,
                    "Set -X security.protocol=SSL (or SASL_SSL), and -X ssl.truststore.location=FILE unless Java knows the"
                            + " authority.");
        }
        if (tls.equals(Optional.of(false)) && isTls(protocol)) {
            throw misfit(
                    text(address) + " does not speak TLS, but security.protocol is " + protocol,
                    "Set -X security.protocol=PLAINTEXT (or SASL_PLAINTEXT), or name the port of the TLS listener.");
        }
    }

    /** Returns the failure of a listener that closes each connection. */
    static CommandException hangsUp(SecurityProtocol protocol, InetSocketAddress address) {
        var withLogin = isTls(protocol) ? SecurityProtocol.SASL_SSL : SecurityProtocol.SASL_PLAINTEXT;
        return misfit(
                text(address) + " closes each connection; security.protocol is " + protocol,
                "If it wants a login, set security.protocol=" + withLogin
                        + " and sasl.jaas.config in --command-config FILE. Or it is no Kafka.");
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private static boolean isTls(SecurityProtocol protocol) {
        return protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
    }

    private static CommandException misfit(String what, String advice) {
        return new CommandException(ExitCode.NO_KAFKA, what, advice);
    }
}
