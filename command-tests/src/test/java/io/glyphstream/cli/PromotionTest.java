package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.operations.AdminClients;
import io.glyphstream.schemas.kafka.TopicAdministration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models that do not fit the images that come, against every command that promotes, on a real broker. */
@Timeout(240)
final class PromotionTest extends CommandsOnBroker {

    /** Sets of stripes: which row has ink is the class. */
    @TempDir
    private static Path sets = Path.of("");

    PromotionTest() {
        super(2);
    }

    @BeforeAll
    static void writeSets() throws IOException {
        stripes("large", 12, 4);
        stripes("small", 8, 4);
        stripes("fewer", 12, 3);
    }

    @Test
    void aModelOfAnotherSizeIsWarnedOfAndRefusedWhereSuchImagesComeUnlessForced() throws Exception {
        train("large", "--promote", "always");
        train("small", "--promote", "never");
        var quiet = shell.run("models", "promote", "knn@2");
        assertThat(quiet.exitCode()).isZero();
        assertThat(quiet.err())
                .contains(
                        "warning: knn@2 takes images of 8 x 8 in 4 classes, the champion knn@1 images of 12 x 12 in 4");
        ok("models", "rollback");
        ok("produce", sets.resolve("large").toString());

        var refused = shell.run("models", "promote", "knn@2");
        var told = shell.run("models", "promote", "knn@2", "--json");

        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err())
                .contains("40 of the 40 newest images of the last 10 minutes would become dead letters")
                .contains("images of 12 x 12", "--force");
        assertThat(told.exitCode()).isEqualTo(5);
        assertThat(parse(told).get("recorded").asBoolean()).isFalse();
        assertThat(parse(told).get("refused").asText()).contains("knn@2 takes images of 8 x 8");
        assertThat(champion()).isEqualTo("knn@1");
        var forced = shell.run("models", "promote", "knn@2", "--force", "--json");
        assertThat(forced.exitCode()).isZero();
        assertThat(parse(forced).get("warnings")).hasSize(2);
        assertThat(champion()).isEqualTo("knn@2");
        assertThat(ok("models", "rollback")).as("the way back needs no force").contains("champion knn@1");
    }

    @Test
    void trainingPublishesAndDoesNotPromoteWhatCannotAnswerTheStream() throws Exception {
        train("large", "--promote", "always");
        ok("produce", sets.resolve("large").toString());

        var refused = run(List.of("--promote", "always", "--json"), "fewer");
        var ifBetter = train("small", "--promote", "if-better");
        var forced = train("fewer", "--promote", "always", "--force", "--k", "1");

        assertThat(refused.exitCode()).isEqualTo(5);
        var release = parse(refused).get("release");
        assertThat(release.get("outcome").asText()).isEqualTo("refused");
        assertThat(release.get("reason").asText()).contains("10 of the 40", "it does not take the label 3");
        assertThat(release.get("warnings").get(0).asText()).contains("in 3 classes", "in 4 classes");
        assertThat(ifBetter).contains("knn@3: not promoted: the champion knn@1 takes images of 12 x 12 in 4 classes");
        assertThat(forced).contains("knn@4: promoted");
        assertThat(champion()).isEqualTo("knn@4");
    }

    @Test
    void importShadowAndRollbackTellOfAnotherSizeToo() throws Exception {
        String file = home.resolve("small").toString();
        train("small", "--promote", "always");
        ok("models", "export", "knn@1", "--output", file);
        train("large", "--promote", "always");
        ok("topics", "create", "--partitions", "1", "--topic-prefix", "elsewhere.");
        run(List.of("--promote", "always", "--topic-prefix", "elsewhere."), "large");

        var imported = shell.run("models", "import", file, "--topic-prefix", "elsewhere.");
        var shadowed = shell.run("models", "shadow", "knn@1");
        ok("produce", sets.resolve("large").toString());
        var rolledBack = shell.run("models", "rollback", "--to", "knn@1");

        assertThat(imported.err()).contains("warning: knn@2 takes images of 8 x 8", "12 x 12");
        assertThat(shadowed.err()).contains("warning: knn@1 takes images of 8 x 8", "it is scored on no image");
        assertThat(rolledBack.exitCode()).isEqualTo(5);
        assertThat(shell.run("models", "rollback", "--to", "knn@1", "--force").exitCode())
                .isZero();
    }

    @Test
    void aChampionWhoseModelsTopicWasDeletedIsShownAsMissing() throws Exception {
        train("large", "--promote", "always");
        String lost = json("models", "list", "--json").get("sha256").asText();
        try (var admin = AdminClients.open(cluster())) {
            admin.deleteTopics(List.of(topics.models().name())).all().get();
            new TopicAdministration(admin, topics).create(2, (short) 1);
        }

        assertThat(json("models", "list", "--json").get("missing").asBoolean()).isTrue();
        train("fewer", "--promote", "never");
        var list = shell.run("models", "list");
        var status = shell.run("status");

        assertThat(list.out()).contains("knn@2").containsPattern("knn@1 +champion +missing +" + lost.substring(0, 12));
        assertThat(list.err()).contains("knn@1 (SHA-256 " + lost + ") is to serve, but is not on", "models import");
        assertThat(status.out()).contains("knn@1 (SHA-256 " + lost + ") is to serve, but is not on");
        assertThat(parse(shell.run("status", "--json")).at("/missing/0/sha256").asText())
                .isEqualTo(lost);
        assertThat(shell.run("dead-letters", "replay").err()).contains("is to serve, but is not on");
    }

    private String champion() throws Exception {
        return parse(shell.run("status", "--json"))
                .at("/deployment/champion/name")
                .asText();
    }

    private String train(String set, String... more) {
        var result = run(List.of(more), set);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }

    private Shell.Result run(List<String> more, String set) {
        var line = new ArrayList<>(
                List.of("train", "knn", "--dataset", sets.resolve(set).toString(), "--references", "20"));
        line.addAll(more);
        return shell.run(line.toArray(String[]::new));
    }

    /** Writes 40 images to learn from and 40 to measure with, as many of each class. */
    private static void stripes(String set, int side, int classes) throws IOException {
        Path folder = Files.createDirectory(sets.resolve(set));
        for (String part : List.of("train", "t10k")) {
            var random = new Random(part.length());
            var pixels = ByteBuffer.allocate(16 + 40 * side * side)
                    .putInt(0x803)
                    .putInt(40)
                    .putInt(side)
                    .putInt(side);
            var labels = ByteBuffer.allocate(8 + 40).putInt(0x801).putInt(40);
            for (int image = 0; image < 40; image++) {
                int label = image % classes;
                for (int pixel = 0; pixel < side * side; pixel++) {
                    int ink = pixel / side == 2 * label ? 200 : 0;
                    pixels.put((byte) (ink + random.nextInt(40)));
                }
                labels.put((byte) label);
            }
            Files.write(folder.resolve(part + "-images-idx3-ubyte"), pixels.array());
            Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
        }
    }

    private static JsonNode parse(Shell.Result result) throws Exception {
        return new ObjectMapper().readTree(result.out());
    }
}
