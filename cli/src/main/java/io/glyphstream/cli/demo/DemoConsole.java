package io.glyphstream.cli.demo;

import io.glyphstream.broker.FreePorts;
import io.glyphstream.cli.command.Environment;
import io.glyphstream.console.Console;
import io.glyphstream.console.ConsoleSettings;
import io.glyphstream.console.web.Token;
import io.glyphstream.processor.settings.ProcessorSettings;
import io.glyphstream.schemas.kafka.KafkaCluster;
import io.glyphstream.schemas.kafka.Topics;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** The console of a demo, on its usual port, or any free one when that is taken. */
final class DemoConsole implements AutoCloseable {

    private static final int USUAL_PORT = 8080;

    private final Console console;

    private DemoConsole(Console console) {
        this.console = console;
    }

    /** Starts it. */
    static DemoConsole start(Environment environment, KafkaCluster cluster, Topics topics) {
        var settings = new ConsoleSettings(
                "127.0.0.1",
                FreePorts.isFree(USUAL_PORT) ? USUAL_PORT : 0,
                Set.of(),
                Optional.of(Token.random(new SecureRandom())),
                environment.user(),
                ProcessorSettings.DEFAULT_APPLICATION_ID,
                DemoText.namedServers(cluster));
        return new DemoConsole(Console.start(cluster, topics, environment.clock(), settings));
    }

    /** Says where it is. */
    void tell(DemoView view) {
        view.say("See it in a browser: " + console.link());
    }

    @Override
    public void close() {
        console.close();
    }
}
