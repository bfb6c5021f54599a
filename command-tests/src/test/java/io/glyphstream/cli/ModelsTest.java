package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.glyphstream.cli.command.Interruption;
import io.glyphstream.cli.command.ThreadPerTask;
import io.glyphstream.datasets.drawing.DigitPainter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model's life as an operator leads it, with every command against a real broker. */
@Timeout(240)
final class ModelsTest extends CommandsOnBroker {

    /** Few, so that training and feeding take no time. */
    @TempDir
    private static Path digits = Path.of("");

    ModelsTest() {
        super(1);
    }

    @BeforeAll
    static void drawDigits() throws IOException {
        IdxFiles.write(digits, "train", DigitPainter.draw(600, 5));
        IdxFiles.write(digits, "t10k", DigitPainter.draw(200, 6));
    }

    @Test
    void whereNothingIsYetEachCommandSaysWhatComesFirst() {
        assertThat(shell.run("models", "list").err()
                        + shell.run("models", "list").out())
                .contains("glyphstream train mlp");
        assertThat(shell.run("models", "history").err()).contains("Nothing was decided yet");
        assertThat(shell.run("models", "prune", "--keep", "1").err()).contains("Nothing to remove");
        for (String command : List.of("models list", "models history", "models rollback", "status", "verify")) {
            var misnamed = shell.run((command + " --topic-prefix nobodys.").split(" ", -1));

            assertThat(misnamed.err())
                    .contains("topic", "topics create", "--topic-prefix")
                    .doesNotContain("unexpected");
            assertThat(misnamed.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void onlySignedVersionsServeWhereAKeyIsTrustedAndAllProcessorsAreWaitedFor() throws Exception {
        String key = home.resolve("release").toString();
        ok("models", "keygen", key);
        train("50", "--promote", "always", "--signing-key", key + ".key");
        train("60", "--promote", "never");
        assertThat(shell.run("status").out()).contains("No processor is running");
        var interruption = new Interruption();
        var processing = ThreadPerTask.start(() -> shell.run(
                interruption, "process", "--http-port", "0", "--instance", "one", "--trusted-key", key + ".pub"));
        await().atMost(Duration.ofSeconds(60)).until(() -> shell.run("status").exitCode() == 0);

        var refused = shell.run("models", "promote", "knn@2", "--wait");
        var status = shell.run("status");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("glyphstream-processor/one refuses knn@2: it is not signed");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out())
                .contains("refused by 1 processor: knn@2: it is not signed")
                .contains("#1");
        ok("models", "sign", "knn@2", "--signing-key", key + ".key");
        assertThat(shell.run("models", "promote", "knn@2", "--wait").err()).contains("The one processor serves it.");
        assertThat(json("status", "--json").at("/processors/0/champion/version").asInt())
                .isEqualTo(2);
        var back = json("models", "rollback", "--wait", "--json");
        assertThat(back.at("/rollout/serving/0").asText()).isEqualTo("glyphstream-processor/one");
        interruption.request();
        processing.get();
        assertThat(shell.run("status").out()).as("taken back when it stopped").contains("No processor is running");
    }

    @Test
    void anExportedModelAnswersWithoutKafkaAndCanBePublishedElsewhere() throws Exception {
        String key = home.resolve("release").toString();
        String file = home.resolve("exported").toString();
        ok("models", "keygen", key);
        train("50", "--promote", "always");
        train("60", "--promote", "always", "--signing-key", key + ".key");
        ok("models", "export", "knn@2", "--output", file);
        ok("topics", "create", "--partitions", "1", "--topic-prefix", "other.");

        ok("models", "import", file, "--topic-prefix", "other.");

        assertThat(ok("models", "import", file, "--topic-prefix", "other.")).contains("are knn@2 already");
        assertThat(json("models", "show", "knn", "--json", "--topic-prefix", "other.")
                        .get("signed")
                        .asBoolean())
                .isTrue();
        assertThat(shell.run("models", "export", "knn@2", "--output", file).err())
                .contains("is there already");
        ok("models", "export", "knn@1", "--output", file, "--overwrite");
        assertThat(ok("models", "import", file, "--topic-prefix", "other.")).contains("published knn@3");
        var expected = json("predict", "digits:test:0", "--model", "knn@1", "--json");
        shell = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", "nowhere:1");
        var answer = json("predict", "digits:test:0", "--snapshot", file, "--json");
        assertThat(answer).isEqualTo(expected);
    }

    @Test
    void theGuardRollsBackAChampionThatFallsAndCompareTellsWhoIsRight() throws Exception {
        train("300", "--promote", "always");
        train("10", "--promote", "never", "--k", "1");
        ok("models", "shadow", "knn@2");
        var interruption = new Interruption();
        var processing =
                ThreadPerTask.start(() -> shell.run(interruption, "process", "--http-port", "0", "--instance", "one"));
        ok("produce", digits.toString());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> json("models", "show", "knn@2", "--json")
                                .at("/live/seen")
                                .asInt()
                        == 200);
        var compared = json("models", "compare", "knn@1", "knn@2", "--json");
        assertThat(compared.get("labelled").asInt()).isEqualTo(200);
        assertThat(compared.get("chance").asDouble()).isLessThan(1e-6);
        assertThat(ok("models", "compare", "knn@1", "knn@2")).contains("knn@1 is the better one");

        assertThat(shell.run("guard", "--once", "--least", "100").err()).contains("no champion before");
        ok("models", "promote", "knn@2", "--wait");
        assertThat(shell.run("guard", "--once", "--least", "100", "--dry-run").err())
                .contains("would roll back");
        assertThat(ok("guard", "--once", "--least", "100")).contains("rollback knn@1 by guard", "Fisher's exact test");

        assertThat(ok("models", "history")).contains("by guard (knn@2 was right on");
        ok("models", "retire", "knn@2");
        assertThat(ok("models", "prune", "--keep", "1", "--dry-run")).contains("would remove knn@2");
        assertThat(ok("models", "prune", "--keep", "1")).contains("removed knn@2: 1 chunk");
        assertThat(ok("models", "list")).contains("knn@1").doesNotContain("knn@2");
        interruption.request();
        processing.get();
    }

    private void train(String references, String... more) {
        var line = new ArrayList<>(List.of("train", "knn", "--dataset", digits.toString(), "--references", references));
        line.addAll(List.of(more));
        ok(line.toArray(String[]::new));
    }
}
