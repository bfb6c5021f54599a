package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.datasets.drawing.DigitPainter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names of classes, from a file to wherever a class is shown. */
@Timeout(240)
final class NamedClassesTest {

    /** Names with markup, characters that a terminal obeys, and what a format string would take for its own. */
    private static final String NAMES =
            "zero\none\ntwo\nthree\nfour\nfive\nsix\n@|red seven|@ %s\n\u001b]0;x\u0007eight\n\u202enine\n";

    private static final int PICTURES = 12;

    @TempDir
    private Path home = Path.of("");

    @Test
    void theyStandBesideNumbersAndAreTextAlone() throws Exception {
        var names = Files.writeString(home.resolve("names.txt"), NAMES);
        try (var broker = EmbeddedBroker.start(BrokerSettings.temporary())) {
            var shell = new Shell(home).with("GLYPHSTREAM_BOOTSTRAP_SERVERS", broker.bootstrapServers());
            shell.run("topics", "create");
            fewDigits();
            train(shell, "named", "--class-names", names.toString());
            train(shell, "plain");

            var shown = shell.run("models", "show", "named").out();
            var plain = shell.run("models", "show", "plain").out();
            assertThat(shown)
                    .contains(
                            "classes     0 zero, 1 one, ",
                            "7 @|red seven|@ %s, 8 \\u001b]0;x\\u0007eight, 9 \\u202enine");
            assertThat(plain).contains("input       28 x 28, 10 classes").doesNotContain("  classes  ");
            var json = new ObjectMapper()
                    .readTree(shell.run("models", "show", "named", "--json").out());
            assertThat(json.get("classNames").get(8).asText()).isEqualTo("\u001b]0;x\u0007eight");
            assertThat(json.get("channels").asInt()).isEqualTo(1);

            predicts(shell, "--model", "named");
            var file = home.resolve("named.glyphstream").toString();
            shell.run("models", "export", "named", "--output", file);
            predicts(shell, "--snapshot", file);
            assertThat(shell.run("predict", "--model", "plain", picture(0)).out())
                    .matches(".*0\\.png: \\d \\(\\d+\\.\\d %\\)\n");
            isHarmless(shown);
        }
    }

    /** The name behind the number is that of the line in the file. */
    private void predicts(Shell shell, String... model) throws Exception {
        var arguments = new ArrayList<>(List.of("predict", model[0], model[1]));
        IntStream.range(0, PICTURES).forEach(image -> arguments.add(picture(image)));
        var lines = shell.run(arguments.toArray(String[]::new)).out().lines().toList();
        arguments.add("--json");
        var facts = shell.run(arguments.toArray(String[]::new)).out().lines().toList();
        assertThat(lines).hasSize(PICTURES);
        for (int image = 0; image < PICTURES; image++) {
            var json = new ObjectMapper().readTree(facts.get(image));
            int label = json.get("label").asInt();
            String expected = NAMES.lines().toList().get(label);
            String escaped = expected.replace("\u001b", "\\u001b")
                    .replace("\u0007", "\\u0007")
                    .replace("\u202e", "\\u202e");
            assertThat(json.get("className").asText()).isEqualTo(expected);
            assertThat(lines.get(image)).startsWith(picture(image) + ": " + label + " " + escaped + " (");
            isHarmless(lines.get(image));
        }
    }

    private void train(Shell shell, String name, String... more) {
        var arguments = new ArrayList<>(List.of(
                "train", "knn", "--dataset", home.resolve("few").toString(), "--promote", "never", "--name", name));
        arguments.addAll(List.of(more));
        var result = shell.run(arguments.toArray(String[]::new));
        assertThat(result.out()).as(result.err()).contains(name + "@1");
    }

    private String picture(int number) {
        return home.resolve(number + ".png").toString();
    }

    /** Writes a folder of IDX files, and pictures. */
    private void fewDigits() throws IOException {
        for (var part : List.of("train", "t10k")) {
            IdxFiles.write(home.resolve("few"), part, DigitPainter.draw(60, part.length()));
        }
        var digits = DigitPainter.draw(PICTURES, 9);
        for (int number = 0; number < PICTURES; number++) {
            var picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            picture.getRaster().setDataElements(0, 0, 28, 28, digits.pixels(number));
            ImageIO.write(picture, "png", Path.of(picture(number)).toFile());
        }
    }

    private static void isHarmless(String text) {
        assertThat(text).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
    }
}
