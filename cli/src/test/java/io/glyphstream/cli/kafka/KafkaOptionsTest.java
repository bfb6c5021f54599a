package io.glyphstream.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class KafkaOptionsTest {

    @Test
    void serversThatWereGivenAsAnOptionAreNamed() {
        assertThat(parsed("-b", "127.0.0.1:19092").namedServers()).contains("127.0.0.1:19092");
    }

    @Test
    void serversOfTheEnvironmentAreNotNamed() {
        assertThat(parsed().namedServers()).isEmpty();
    }

    private static KafkaOptions parsed(String... arguments) {
        var some = new Some();
        new CommandLine(some)
                .setDefaultValueProvider(
                        argument -> argument.paramLabel().equals("HOST:PORT") ? "elsewhere:9092" : null)
                .parseArgs(arguments);
        return some.kafka;
    }

    @Command
    private static final class Some {

        @Mixin
        private final KafkaOptions kafka = new KafkaOptions();
    }
}
