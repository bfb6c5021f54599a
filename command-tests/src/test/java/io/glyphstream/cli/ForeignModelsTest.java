package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network in ONNX's format becomes a model like any other, and a model such a network. */
@Timeout(240)
final class ForeignModelsTest extends CommandsOnBroker {

    @TempDir
    private static Path files = Path.of("");

    ForeignModelsTest() {
        super(1);
    }

    /** Trains a perceptron, and returns it as a file in ONNX's format. */
    private String exported() {
        ok("train", "mlp", "--dataset", "digits", "--hidden", "8", "--epochs", "1", "--promote", "always");
        String file =
                files.resolve("mlp-" + System.identityHashCode(this) + ".onnx").toString();
        ok("models", "export", "mlp@1", "--format", "onnx", "--output", file);
        return file;
    }

    @Test
    void aNetworkOfAnotherProgramIsMeasuredAndServes() throws IOException {
        String file = exported();

        String told = ok("models", "import", file, "--name", "net", "--dataset", "digits");

        assertThat(told).contains("graph on digits: ", "published net@1");
        var own = json("models", "show", "mlp@1", "--json").get("training");
        var facts = json("models", "show", "net@1", "--json").get("training");
        assertThat(facts.get("accuracy")).isEqualTo(own.get("accuracy"));
        assertThat(facts.get("heldOut")).isEqualTo(own.get("heldOut"));
        assertThat(facts.at("/settings/producer").asText()).isEqualTo("glyphstream");
        assertThat(facts.at("/settings/opset").asText()).isEqualTo("13");
        assertThat(facts.at("/settings/measured-on").asText()).isEqualTo("digits");
        assertThat(facts.get("datasetSha256").asText())
                .isEqualTo(Digests.hex(Digests.sha256(Files.readAllBytes(Path.of(file)))));
        ok("models", "promote", "net@1");
        assertThat(json("predict", "digits:test:0", "--model", "net@1", "--json")
                        .get("label"))
                .isEqualTo(json("predict", "digits:test:0", "--model", "mlp@1", "--json")
                        .get("label"));
    }

    @Test
    void aNetworkThatWasNotMeasuredHasNoAccuracy() throws IOException {
        String file = exported();

        ok("models", "import", file, "--name", "net", "--actor", "ada");

        assertThat(ok("models", "list").lines().filter(line -> line.startsWith("net@1")))
                .singleElement()
                .asString()
                .doesNotContain("%");
        assertThat(ok("models", "show", "net@1"))
                .contains("by ada", "held out    not measured", "imported    from mlp-", "trained on  what its file");
        assertThat(json("models", "show", "net@1", "--json")
                        .at("/training/accuracy")
                        .isNull())
                .isTrue();
        var again = shell.run("train", "--again", "net@1");
        assertThat(again.exitCode()).isEqualTo(4);
        assertThat(again.err()).contains("another program trained it");
    }

    @Test
    void namesOfClassesTravelInTheFileAndTheUserMaySayOthers() throws IOException {
        String names = names("names.txt", "digit %d");
        ok("train", "mlp", "--dataset", "digits", "--hidden", "8", "--epochs", "1", "--class-names", names);
        String file = files.resolve("named.onnx").toString();
        ok("models", "export", "mlp@1", "--format", "onnx", "--output", file);

        ok("models", "import", file, "--name", "net", "--dataset", "digits");
        ok("models", "import", file, "--name", "other", "--class-names", names("others.txt", "number %d"));

        assertThat(json("models", "show", "net@1", "--json").at("/classNames/3").asText())
                .isEqualTo("digit 3");
        assertThat(json("models", "show", "other@1", "--json")
                        .at("/classNames/3")
                        .asText())
                .isEqualTo("number 3");
    }

    private static String names(String file, String format) throws IOException {
        var path = files.resolve(file);
        Files.write(path, IntStream.range(0, 10).mapToObj(format::formatted).toList());
        return path.toString();
    }

    @Test
    void optionsOfTheOneKindOfFileAreRefusedForTheOther() {
        ok("train", "knn", "--dataset", "digits", "--set", "references=50", "--promote", "never");
        String file = files.resolve("knn.model").toString();
        ok("models", "export", "knn@1", "--output", file);

        assertThat(shell.run("models", "import", file, "--name", "net").err())
                .contains("--name", "no meaning for " + file);
        assertThat(shell.run("models", "export", "knn@1", "--format", "onnx").err())
                .contains("only networks can be written", "nearest-neighbors");
    }
}
