package io.glyphstream.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.drawing.DigitPainter;
import io.glyphstream.trainer.ModelTrainer;
import io.glyphstream.trainer.NeighborSpec;
import io.glyphstream.trainer.PerceptronSpec;
import io.glyphstream.trainer.TrainerListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {

    private static final Dataset DIGITS =
            new Dataset("digits", DigitPainter.draw(1200, 31), DigitPainter.draw(400, 32));

    @Test
    void tellsProgramsAndPeopleTheSame(@TempDir Path folder) throws Exception {
        var spec = PerceptronSpec.quick(5).with(Map.of("hidden", "16", "epochs", "3"));
        var model = new ModelTrainer(1, Clock.systemUTC()).train(DIGITS, spec, TrainerListener.silent());

        var files = ReportFolder.write(folder.resolve("new"), model);

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "report.json", "report.md", "learning-curve.png", "confusion.png", "mistakes.png");
        var json = new ObjectMapper().readTree(folder.resolve("new/report.json").toFile());
        var correct = model.report().confusion().correct();
        assertThat(json.get("correct").asLong()).isEqualTo(correct);
        assertThat(json.get("accuracy").asDouble()).isEqualTo(correct / 400.0);
        assertThat(json.get("course").get("epochs")).hasSize(3);
        assertThat(json.get("settings").get("hidden").asText()).isEqualTo("16");
        var total = 0L;
        for (var row : json.get("confusion")) {
            for (var count : row) {
                total += count.asLong();
            }
        }
        assertThat(total).isEqualTo(400);
        var page = Files.readString(folder.resolve("new/report.md"));
        assertThat(page).contains(MarkdownReport.accuracy(model.report().confusion()) + "** of 400 held-out images");
        assertThat(page).contains("![](mistakes.png)");
        assertThat(ImageIO.read(folder.resolve("new/confusion.png").toFile()).getWidth())
                .isPositive();
    }

    /** Names are other people's texts: a page shows them, and nothing in them is obeyed. */
    @Test
    void namesStandBesideNumbersAsText(@TempDir Path folder) throws Exception {
        var names = new ArrayList<String>();
        IntStream.range(0, 10).forEach(label -> names.add("digit " + label));
        names.set(3, "<b>|`x`|</b>");
        names.set(4, "a\u001b]0;x\u0007\nb");
        var spec = PerceptronSpec.quick(5).with(Map.of("hidden", "4", "epochs", "1"));
        var model = new ModelTrainer(1, Clock.systemUTC())
                .train(DIGITS.withClassNames(names), spec, TrainerListener.silent());

        ReportFolder.write(folder, model);

        var page = Files.readString(folder.resolve("report.md"));
        assertThat(page).contains("| 7 digit 7 |", "| **7 digit 7** |");
        assertThat(page).contains("| 3 \\<b\\>\\|\\`x\\`\\|\\</b\\> |", "4 a\\\\u001b\\]0;x\\\\u0007\\\\nb");
        var json = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.get("classes").get(3).get("className").asText()).isEqualTo("<b>|`x`|</b>");
        var mistake = json.get("worstMistakes").get(0);
        assertThat(mistake.get("truthName").asText())
                .isEqualTo(names.get(mistake.get("truth").asInt()));
        var draft = model.draft("mlp", "tester");
        assertThat(draft.input().names().names()).isEqualTo(names);
    }

    @Test
    void leavesOutWhatAModelDoesNotHave(@TempDir Path folder) throws Exception {
        var model =
                new ModelTrainer(1, Clock.systemUTC()).train(DIGITS, NeighborSpec.plain(), TrainerListener.silent());
        var files = ReportFolder.write(folder, model);
        assertThat(files).noneMatch(file -> file.endsWith("learning-curve.png"));
        assertThat(Files.readString(folder.resolve("report.md"))).doesNotContain("## Epochs");
    }
}
