package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
final class DemoTest {

    @TempDir
    private Path home = Path.of("");

    @Test
    void answersEveryDrawnDigitOnceAndSwapsOnTheWay() throws Exception {
        var result = new Shell(home).run("demo", "--once", "--json", "--dataset", "digits", "--port", "0");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(0);
        var json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("images").asInt()).isEqualTo(2_000);
        assertThat(json.get("predictions").asInt()).isEqualTo(2_000);
        assertThat(json.get("missing").asInt()).isEqualTo(0);
        assertThat(json.get("duplicates").asInt()).isEqualTo(0);
        assertThat(json.get("verified").asBoolean()).isTrue();
        assertThat(json.get("swaps").findValuesAsText("to")).containsExactly("mlp@2");
        assertThat(json.get("accuracy"))
                .hasSize(3)
                .allSatisfy(version ->
                        assertThat(version.get("accuracy").asDouble()).isGreaterThan(0.95));
    }

    @Test
    void drawsItsDigitsAndSaysSoWhereMnistCannotBeHad() throws Exception {
        var result = new Shell(home).run("demo", "--images", "20", "--json", "--offline", "--port", "0");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(0);
        assertThat(result.err()).contains("DRAWN BY THIS PROGRAM");
        assertThat(new ObjectMapper().readTree(result.out()).get("dataset").asText())
                .isEqualTo("digits");
    }

    @Test
    @Tag("slow")
    void followsTheDrawnDigitsThatTurnWithAModelFromTheStream() throws Exception {
        var result = new Shell(home)
                .run("demo", "--story", "drift", "--once", "--json", "--dataset", "digits", "--port", "0");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(0);
        var json = new ObjectMapper().readTree(result.out());
        assertThat(json.get("missing").asInt()).isEqualTo(0);
        assertThat(json.get("verified").asBoolean()).isTrue();
        var story = json.get("story");
        double before = story.get("accuracyBefore").asDouble();
        assertThat(story.get("accuracyFallen").asDouble()).isLessThanOrEqualTo(before - 0.05);
        assertThat(story.get("accuracyAfter").asDouble()).isGreaterThanOrEqualTo(before - 0.02);
        assertThat(story.get("driftFoundAfterImages").asInt()).isGreaterThan(0);
        assertThat(story.get("promoted")).isNotEmpty();
        assertThat(story.get("retrainedTheSame").asBoolean()).isTrue();
    }

    @Test
    void aStoryThatEndsBeforeItsTurnFails() throws Exception {
        var result = new Shell(home)
                .run(
                        "demo",
                        "--story",
                        "drift",
                        "--images",
                        "100",
                        "--rate",
                        "1000",
                        "--json",
                        "--dataset",
                        "digits",
                        "--port",
                        "0");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("no version that was learned from the stream was promoted")
                .contains("the accuracy did not come back: unknown before, unknown at the end");
        assertThat(new ObjectMapper().readTree(result.out()).get("predictions").asInt())
                .isEqualTo(100);
    }
}
