package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.cli.command.NamedValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** No message repeats what may be a password, however the option that holds it was mistyped. */
final class SecretsTest {

    private static final String PASSWORD = "Pa55w0rd";

    @TempDir
    private Path home = Path.of("");

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistypedSettingIsNotRepeated(List<String> typed) {
        var printed = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Shell.Result result;
        try {
            result = new Shell(home).run(typed.toArray(String[]::new));
        } finally {
            System.setErr(before);
        }

        assertThat(result.exitCode()).isNotEqualTo(0);
        assertThat(result.err()).startsWith("glyphstream: ");
        assertThat(result.out() + result.err() + printed.toString(StandardCharsets.UTF_8))
                .doesNotContain(PASSWORD);
    }

    static List<List<String>> mistakes() {
        String module = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
        return List.of(
                ofList("-X", "sasl.jaas.config=" + module + "username=\"a password=" + PASSWORD + ";"),
                ofList("-X", "sasl.jaas.config=" + module + "username=\"a password=" + PASSWORD + ";", "--no-such"),
                ofList("-X", PASSWORD),
                ofList("-X" + PASSWORD),
                ofList("-X", "=" + PASSWORD),
                ofList("-X", "sasl.jaas.config=" + module, "password=" + PASSWORD),
                ofList("-X", "ssl.keystore.password=", PASSWORD),
                ofList("--ssl.keystore.password=" + PASSWORD),
                ofList("--schema-registry-url", "http://me:" + PASSWORD + "@ho st"),
                ofList("--schema-registry-url", "ftp://me:" + PASSWORD + "@host"),
                List.of("broker", "--port", "0", "--broker-setting", PASSWORD),
                List.of("broker", "--port", "0", "--broker-setting", "ssl.keystore.password=", PASSWORD),
                List.of("train", "mlp", "--no-publish", "--set", PASSWORD));
    }

    private static List<String> ofList(String... arguments) {
        return Stream.concat(Stream.of("models", "list", "-b", "127.0.0.1:1"), Stream.of(arguments))
                .toList();
    }

    @Test
    void aValueIsTakenAsItWasTyped() {
        String typed = "a = \"b\\' c=${d:e}";

        var setting = new NamedValue.Converter().convert("name=" + typed);

        assertThat(setting).isEqualTo(new NamedValue("name", typed));
        assertThat(setting).hasToString("name=...");
    }

    @Test
    void aSettingOfTheEnvironmentOrTheFileIsNotRepeatedEither() throws IOException {
        Path file = Files.writeString(home.resolve("some.properties"), "X=" + PASSWORD + "\n");

        var ofFile = new Shell(home).run("models", "list", "--config", file.toString());
        var ofEnvironment = new Shell(home).with("GLYPHSTREAM_X", PASSWORD).run("models", "list");

        assertThat(ofFile.err()).contains("(from X in " + file).doesNotContain(PASSWORD);
        assertThat(ofEnvironment.err()).contains("(from GLYPHSTREAM_X)").doesNotContain(PASSWORD);
    }

    @Test
    void noOptionIsReadByTheParsersOwnRulesForNamesAndValues() {
        var tree = Glyphstream.tree(new Shell(home).environment());

        assertThat(options(tree).filter(option -> option.typeInfo().isMap())).isEmpty();
    }

    private static Stream<CommandLine.Model.OptionSpec> options(CommandLine command) {
        return Stream.concat(
                command.getCommandSpec().options().stream(),
                command.getSubcommands().values().stream().flatMap(SecretsTest::options));
    }
}
