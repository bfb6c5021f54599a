package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.trainer.SpecKinds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What {@code --help} says reads well at the usual widths of a terminal. */
final class HelpTest {
    /** What fits beside the options on a terminal of 80 columns. */
    private static final int NARROW = 52;

    @ParameterizedTest
    @MethodSource("commands")
    void aSummaryIsOneWholeSentence(CommandLine command) {
        String summary = command.getCommandSpec().usageMessage().description()[0];

        assertThat(summary).hasSizeLessThanOrEqualTo(70).matches("[A-Z][^.]*\\.");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 100, 120})
    void noNameOfAFileOrAnImageIsBroken(int width) {
        commands().forEach(command -> {
            String help = command.setUsageHelpWidth(width).getUsageMessage(Ansi.OFF);

            assertThat(names(command)).allSatisfy(name -> assertThat(help).contains(name));
        });
    }

    /** What follows a paragraph begins a line, so a sentence that goes on there leaves a ragged line behind. */
    @ParameterizedTest
    @MethodSource("commands")
    void aLineThatIsWrappedIsWrappedOnce(CommandLine command) {
        assertThat(command.getCommandSpec().args())
                .flatExtracting(argument -> allButTheLast(argument.description()))
                .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(NARROW));
    }

    private static List<String> allButTheLast(String[] texts) {
        return Arrays.asList(texts).subList(0, Math.max(0, texts.length - 1));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anExampleIsOneLine(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().footer())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void benchIsListedThoughTheLauncherStartsIt() {
        var result = new Shell(Path.of("")).run("--help");

        assertThat(result.out()).contains("  bench         Measures speed beside rivals, on this machine.");
    }

    @Test
    void trainHasACommandForEachKindThatCanBeTrained() {
        var train = commands().filter(command -> command.getCommandName().equals("train"));

        assertThat(train)
                .singleElement()
                .satisfies(command -> assertThat(command.getSubcommands())
                        .containsOnlyKeys(SpecKinds.all().names()));
    }

    @Test
    void theTrainerNamesEachKindThatItCanTrain() {
        assertThat(new Shell(Path.of("")).run("trainer", "--help").out())
                .contains("One of mlp, knn, cnn. Default: mlp.");
    }

    /** Returns the words of all descriptions that only make sense whole. */
    private static List<String> names(CommandLine command) {
        var spec = command.getCommandSpec();
        return Stream.concat(
                        Arrays.stream(spec.usageMessage().description()),
                        spec.args().stream()
                                .filter(argument -> !argument.hidden())
                                .flatMap(argument -> Arrays.stream(argument.description())))
                .flatMap(text -> Arrays.stream(text.split("\\s+")))
                .filter(word -> word.matches("\\W?\\w*[~/:].*\\w.*") && !word.contains("$"))
                .toList();
    }

    static Stream<CommandLine> commands() {
        return all(Glyphstream.tree(new Shell(Path.of("")).environment()));
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::all));
    }
}
