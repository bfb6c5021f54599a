package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.FreePorts;
import io.glyphstream.cli.command.ThreadPerTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every mistake is answered with what happened, the value, what to do, and the right exit code. */
final class MistakesTest {

    static final Set<String> GROUPS = Set.of("", "dead-letters", "models", "topics", "train", "watch");

    @TempDir
    private Path home = Path.of("");

    private Shell shell = new Shell(home);

    @BeforeEach
    void open() {
        shell = new Shell(home);
    }

    @ParameterizedTest
    @CsvSource({
        "topcs, topics",
        "modles list, models",
        "topics craete, create",
        "models promot mlp, promote",
        "watch prediction, predictions",
        "produce mnist --cuont 3, --count",
        "train mlp --datset digits, --dataset",
    })
    void aTypingMistakeIsAnsweredWithWhatWasMeant(String typed, String meant) {
        var result = shell.run(typed.split(" ", -1));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("Did you mean: " + meant).contains("--help");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aGroupAloneNamesItsCommands() {
        var result = shell.run("topics");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("topics needs one of: create, describe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "produce mnist --rate 0             | rate must be above 0 images a second but was 0.0",
                "produce mnist --count 0            | count must be at least 1 but was 0",
                "produce mnist --size 28            | --size must be like 28x28 but was 28",
                "process --threads 0                | threads must be within [1, 256] but was 0",
                "process --guarantee once           | --guarantee must be one of exactly-once, at-least-once but was once",
                "train mlp --hidden many            | hidden",
                "train mlp --set depth=3            | depth",
                "train cnn --layers many            | a layer must be one like conv16x5",
                "train knn --k 0                    | k must be",
                "train mlp --promote sometimes      | --promote must be one of always, if-better, if-significant, never but was sometimes",
                "demo --rate -1                     | rate must be above 0 images a second but was -1.0",
                "broker --port 70000                | port must be within [0, 65535] but was 70000",
                "experiment knn-kk                  | all, but was knn-kk. Did you mean knn-k?",
                "experiment all iris-k              | all stands alone, but was given with others: all iris-k",
                "experiment knn-k --threads 0       | threads must be at least 1 but was 0",
                "show digits                        | one image can be shown at a time but digits has",
                "models rollback mlp --to 3         | --to takes a version with its model's name, such as mlp@3, but was 3",
                "predict --snapshot a --model b c   | --snapshot and --model exclude each other",
            })
    void aBrokenRuleIsNamedWithItsValue(String typed, String rule) {
        var result = shell.run(typed.split(" ", -1));

        assertThat(result.err()).contains(rule);
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void withoutKafkaTheExitCodeIsThree() {
        int nobody = FreePorts.choose(0, 1)[0];

        var result = shell.run("models", "list", "--bootstrap-servers", "127.0.0.1:" + nobody);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("no Kafka at 127.0.0.1:" + nobody)
                .contains("glyphstream broker")
                .contains("--bootstrap-servers");
    }

    @Test
    void aBrokerThatStopsMeanwhileIsNoListenerOfAnotherProtocol() throws IOException {
        try (var stopping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ThreadPerTask.INSTANCE.execute(() -> closeTwoConnectionsAndStop(stopping));

            var result = shell.run("models", "list", "--bootstrap-servers", "127.0.0.1:" + stopping.getLocalPort());

            assertThat(result.err())
                    .contains("no Kafka at 127.0.0.1:" + stopping.getLocalPort())
                    .doesNotContain("closes each connection");
            assertThat(result.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        var result = shell.run("models", "list", "--bootstrap-servers", "kafka");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("no Kafka at kafka");
    }

    @Test
    void withoutDataTheExitCodeIsFour() {
        var result = shell.run("train", "mlp", "--no-publish", "--offline", "--cache", home.toString());

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("mnist");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        var result = shell.run("produce", "no-such-picture.png");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("there is no dataset, folder or file no-such-picture.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models import no-such.file",
                "models sign mlp@1 --signing-key no-such.file",
                "process --trusted-key no-such.file",
                "predict --snapshot no-such.file digits:test:0",
            })
    void aModelOrAKeyThatIsNotThereIsNamed(String typed) {
        var result = shell.run(typed.split(" ", -1));

        assertThat(result.err()).contains("no-such.file: there is no such file or folder");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void aSnapshotThatIsNoneMakesTheExitCodeFive() throws IOException {
        Path file = Files.writeString(home.resolve("poem.model"), "not a model at all, however long one reads");

        var result = shell.run("predict", "--snapshot", file.toString(), "digits:test:0");

        assertThat(result.err()).contains("poem.model: ");
        assertThat(result.exitCode()).isEqualTo(5);
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndTheEnvironmentOverTheFile() throws IOException {
        Path file = Files.writeString(home.resolve("some.properties"), "rate=-3\nbroker.port=70003\n");
        var fromFile = shell.run("demo", "--config", file.toString());
        shell.with("GLYPHSTREAM_RATE", "-2");
        var fromEnvironment = shell.run("demo", "--config", file.toString());
        var fromCommandLine = shell.run("demo", "--config", file.toString(), "--rate", "-1");
        var ofOneCommand = shell.run("broker", "--config", file.toString());

        assertThat(fromFile.err()).contains("but was -3.0");
        assertThat(fromEnvironment.err()).contains("but was -2.0");
        assertThat(fromCommandLine.err()).contains("but was -1.0");
        assertThat(ofOneCommand.err()).contains("but was 70003");
    }

    @Test
    void aFailureNamesTheOptionsThatAreNotFromTheCommandLine() throws IOException {
        Path file = Files.writeString(home.resolve("some.properties"), "rate=-3\ndemo.images=5\n");
        int nobody = FreePorts.choose(0, 1)[0];
        shell.with("GLYPHSTREAM_BOOTSTRAP_SERVERS", "127.0.0.1:" + nobody);

        var ofFile = shell.run("demo", "--config", file.toString());
        var ofEnvironment = shell.run("models", "list");
        var ofFlag = shell.run("models", "list", "--bootstrap-servers", "127.0.0.1:" + nobody);

        assertThat(ofFile.err())
                .contains(
                        "Not from the command line: ",
                        "--rate by rate in " + file,
                        "--images by demo.images in " + file);
        assertThat(ofEnvironment.err())
                .contains("no Kafka at 127.0.0.1:" + nobody)
                .contains("Not from the command line: --bootstrap-servers by GLYPHSTREAM_BOOTSTRAP_SERVERS");
        assertThat(ofFlag.err()).doesNotContain("Not from the command line");
    }

    @Test
    void aWrongValueIsTracedToWhereItIsSet() {
        var result = shell.with("GLYPHSTREAM_PRODUCE_RATE", "fast").run("produce", "digits");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("fast").contains("(from GLYPHSTREAM_PRODUCE_RATE)");
    }

    @Test
    void anUnknownSettingInTheFileIsNotPassedOver() throws IOException {
        Path folder = Files.createDirectories(home.resolve(".config/glyphstream"));
        Files.writeString(folder.resolve("glyphstream.properties"), "topic-perfix=mine.\n");

        var result = shell.run("topics", "describe");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("topic-perfix").contains("Did you mean 'topic-prefix'?");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithExamples(String command) {
        var result = shell.run((command + " --help").strip().split(" ", -1));

        assertThat(result.exitCode()).isEqualTo(0);
        assertThat(result.out()).contains("Usage: glyphstream", GROUPS.contains(command) ? "Commands:" : "Examples:");
    }

    static Stream<String> commands() {
        var tree = Glyphstream.tree(new Shell(Path.of("")).environment());
        return all(tree).map(command -> command.getCommandSpec().qualifiedName().replaceFirst("glyphstream ?", ""));
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(MistakesTest::all));
    }

    private static void closeTwoConnectionsAndStop(ServerSocket listener) {
        try {
            listener.accept().close();
            listener.accept().close();
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
