package io.glyphstream.cli;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.broker.FreePorts;
import java.util.Map;
import java.util.Optional;

/**
 * A broker that checks rights. A user who logs in, alice, may do what is granted, and nothing else. Who does not log in may do
 * everything.
 */
final class BrokerWithLogin implements AutoCloseable {

    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    /** What the settings of a client have who logs in. */
    static final Map<String, String> LOGIN = Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "PLAIN",
            "sasl.jaas.config", MODULE + "username=\"alice\" password=\"secret\";");

    private final EmbeddedBroker broker;
    private final String addressWithLogin;

    BrokerWithLogin() {
        int[] ports = FreePorts.choose(0, 3);
        var open = "PLAINTEXT://127.0.0.1:" + ports[0];
        addressWithLogin = "127.0.0.1:" + ports[1];
        var listeners = open + ",LOGIN://" + addressWithLogin;
        var controller = "127.0.0.1:" + ports[2];
        broker = EmbeddedBroker.start(new BrokerSettings(
                Optional.empty(),
                ports[0],
                Map.of(
                        "listeners",
                        listeners + ",CONTROLLER://" + controller,
                        "advertised.listeners",
                        listeners,
                        "controller.quorum.voters",
                        "1@" + controller,
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "listener.name.login.plain.sasl.jaas.config",
                        MODULE + "user_alice=\"secret\";",
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users",
                        "User:ANONYMOUS")));
    }

    /** Returns where clients may do everything. */
    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Returns where clients have to log in. */
    String addressWithLogin() {
        return addressWithLogin;
    }

    @Override
    public void close() {
        broker.close();
    }
}
