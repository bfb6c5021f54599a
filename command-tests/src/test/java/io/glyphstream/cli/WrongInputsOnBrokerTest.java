package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that only a broker finds out, or that are found once one is there. */
@Timeout(240)
final class WrongInputsOnBrokerTest {

    @TempDir
    private Path home = Path.of("");

    private final List<Mistake> mistakes = List.of(
            new Mistake("topics create --partitions 0", 2, "partitions"),
            new Mistake("topics create --replication-factor 3", 1, "eplication"),
            new Mistake("topics describe -X security.protocol=NONE", 2, "NONE"),
            new Mistake("topics describe -X request.timeout.ms=soon", 2, "soon"),
            new Mistake(
                    "topics describe -X sasl.jaas.config=x -X security.protocol=SASL_PLAINTEXT",
                    2,
                    "is not a JAAS line"),
            new Mistake(
                    "topics describe -X security.protocol=SSL -X ssl.truststore.location=HOME/none", 2, "HOME/none"),
            new Mistake("watch predictions", 1, "there is no topic glyphstream.predictions"),
            new Mistake("watch accuracy --topic-prefix other.", 1, "there is no topic other.accuracy"),
            new Mistake("models list --topic-prefix other.", 1, "topic"),
            new Mistake("models history --topic-prefix other.", 1, "topic"),
            new Mistake("status --topic-prefix other.", 1, "topic"),
            new Mistake("guard --once --topic-prefix other.", 1, "topic"),
            new Mistake("verify --patience 0 --topic-prefix other.", 1, "topic"),
            new Mistake("dead-letters replay --topic-prefix other.", 1, "topic"),
            new Mistake("models prune --keep 1 --topic-prefix other.", 1, "topic"),
            new Mistake("train --again mlp --topic-prefix other.", 1, "topic"),
            new Mistake("models pin mlp --data --topic-prefix other.", 1, "topic"),
            new Mistake("models export mlp --topic-prefix other.", 1, "topic"),
            new Mistake("process --http-port 0 --http-host no.such.host.invalid", 1, "no.such.host.invalid"),
            new Mistake("produce HOME/folder", 4, "HOME/folder"),
            new Mistake("train mlp --dataset digits", 1, "topics create"));

    private final List<Mistake> mistakesWithTopics = List.of(
            new Mistake("models show mlp", 5, "there is no model mlp"),
            new Mistake("models show a@b", 2, "'a@b'"),
            new Mistake("train --again mlp", 5, "there is no model mlp"),
            new Mistake("train --again=knn@2", 5, "there is no model knn@2"),
            new Mistake("train --again a@b", 2, "'a@b'"),
            new Mistake("models pin mlp --data", 5, "there is no model mlp"),
            new Mistake("models pin a@b --data", 2, "'a@b'"),
            new Mistake("models promote mlp@9", 5, "mlp@9"),
            new Mistake("models rollback", 5, "nothing was promoted yet"),
            new Mistake("models rollback mlp", 5, "nothing was promoted yet"),
            new Mistake("models shadow mlp@1", 5, "mlp@1"),
            new Mistake("models unshadow mlp@1", 5, "mlp@1"),
            new Mistake("models retire mlp@1", 5, "mlp@1"),
            new Mistake("models export mlp", 5, "mlp"),
            new Mistake("models compare mlp knn", 5, "mlp"),
            new Mistake("models sign mlp --signing-key HOME/text", 2, "HOME/text"),
            new Mistake("dead-letters replay", 5, "no model is promoted"),
            new Mistake("predict digits:test:0", 5, "there is no champion yet"),
            new Mistake("trainer --http-port 0 --http-host no.such.host.invalid", 1, "no.such.host.invalid"),
            new Mistake("produce HOME/text", 4, "HOME/text"),
            new Mistake("produce digits --count 1 --schema-registry-url http://127.0.0.1:1", 1, "127.0.0.1:1"),
            new Mistake("produce HOME/folder", 4, "HOME/folder"));

    /** What is typed, the exit code, and what the message has. */
    private record Mistake(String typed, int exitCode, String named) {}

    @Test
    void eachIsNamedWithItsValue() throws Exception {
        Files.writeString(home.resolve("text"), "not what it should be\n");
        Files.createDirectory(home.resolve("folder"));
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var shell = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            check(shell, mistakes);
            assertThat(shell.run("topics", "create").exitCode()).isEqualTo(0);
            check(shell, mistakesWithTopics);
        }
    }

    private void check(Shell shell, List<Mistake> all) {
        var softly = new SoftAssertions();
        for (var mistake : all) {
            var result =
                    shell.run(mistake.typed().replace("HOME", home.toString()).split(" ", -1));
            softly.assertThat(result.err())
                    .as(mistake.typed())
                    .contains(mistake.named().replace("HOME", home.toString()))
                    .contains("glyphstream: ")
                    .doesNotContain("unexpected")
                    .doesNotContainPattern("Exception|Error\\b|java\\.|org\\.apache|io\\.glyphstream");
            softly.assertThat(result.exitCode()).as(mistake.typed()).isEqualTo(mistake.exitCode());
        }
        softly.assertAll();
    }
}
