package io.glyphstream.model.perceptron;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.matrix.VectorSupport;
import io.glyphstream.model.Augmentation;
import io.glyphstream.model.Examples;
import io.glyphstream.model.Scores;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.EpochSettings;
import io.glyphstream.model.neural.LearningRateSchedule;
import io.glyphstream.model.neural.Optimizer;
import io.glyphstream.model.neural.Regularization;
import io.glyphstream.model.neural.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trains in a Java of its own that was started without the vector module. */
class PlainJavaTest {

    @Test
    void withoutTheVectorModuleTrainingAndScoresAreTheSameBitsAndAMessageSaysWhatIsMissing()
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        String said = run(PlainJavaTest.class.getName());

        assertThat(said).contains("start Java with --add-modules jdk.incubator.vector");
        assertThat(said).containsOnlyOnce("vector instructions are not in use");
        assertThat(said.strip()).endsWith(digest());
        assertThat(VectorSupport.isPresent()).isTrue();
    }

    @Test
    void aProcessorThatDoesNotMultiplyAndAddInOneStepIsToldOnce() throws IOException, InterruptedException {
        String said = run("-XX:-UseFMA", "--add-modules", "jdk.incubator.vector", Describe.class.getName());

        assertThat(said).containsOnlyOnce("UseFMA is false").contains("vector instructions are in use");
        assertThat(run(Describe.class.getName())).doesNotContain("UseFMA");
    }

    /** Asks for a kernel, which is what every computation begins with. */
    static final class Describe {
        public static void main(String[] arguments) {
            System.out.println(VectorSupport.description());
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        line.addAll(List.of(arguments));
        Process plain = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(plain.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(plain.waitFor()).as(said).isZero();
        return said;
    }

    /** Prints what a training and its scores come to. */
    public static void main(String[] arguments) throws NoSuchAlgorithmException {
        System.out.println(digest());
    }

    private static String digest() throws NoSuchAlgorithmException {
        TrainingSettings settings = new TrainingSettings(
                NetworkSettings.classifier(40, 20),
                Optimizer.Adam.withRate(0.003),
                new LearningRateSchedule.Cosine(1, 0.1),
                new EpochSettings(2, 30, 5, 0.5),
                new Regularization(0.01, 0.1, 0.1),
                new Augmentation(1, 10, 0.1, 0.1, 0.7, 3),
                17);
        Examples validation = TestData.bars(60, 2);
        Perceptron perceptron = new PerceptronTraining(settings, 2, TrainingListener.silent())
                .train(TestData.bars(300, 1), validation)
                .classifier();
        var digest = MessageDigest.getInstance("SHA-256");
        digest.update(Snapshots.write(perceptron));
        Scores scores = perceptron.score(validation.pixels(), validation.size());
        for (int image = 0; image < scores.size(); image++) {
            for (float output : scores.outputs(image)) {
                digest.update(Integer.toHexString(Float.floatToIntBits(output)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
