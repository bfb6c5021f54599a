package io.glyphstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.Scores;
import io.glyphstream.model.ScoringChecks;
import io.glyphstream.model.SnapshotChecks;
import io.glyphstream.model.Snapshots;
import io.glyphstream.model.TestData;
import io.glyphstream.model.neural.InputScaling;
import io.glyphstream.model.neural.OutputLayer;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkEnsembleTest {

    private static final int BODY = 13;
    private static final int IMAGES = 20;

    private static NetworkEnsemble small(int members, OutputLayer output) {
        var form = Networks.form(new Shape(8, 8, 1), Networks.SMALL, output);
        return new NetworkEnsemble(IntStream.range(0, members)
                .mapToObj(member -> Networks.random(form, 70 + member))
                .toList());
    }

    private static NetworkEnsemble small() {
        return small(3, OutputLayer.SOFTMAX);
    }

    @ParameterizedTest
    @EnumSource
    void scoresAreTheMeansOfTheMembersScores(OutputLayer output) {
        var ensemble = small(3, output);
        byte[] pixels = TestData.pixels(IMAGES * 64, 0.5, 1);

        Scores scores = ensemble.score(pixels, IMAGES);

        var all = ensemble.members().stream()
                .map(member -> member.score(pixels, IMAGES))
                .toList();
        for (int image = 0; image < IMAGES; image++) {
            for (int label = 0; label < 4; label++) {
                float sum = all.get(0).output(image, label) + all.get(1).output(image, label);
                assertThat(scores.output(image, label))
                        .isEqualTo((sum + all.get(2).output(image, label)) / 3);
            }
        }
        assertThat(scores.outputs(0))
                .as("members that answer differently")
                .isNotEqualTo(all.get(0).outputs(0));
    }

    @Test
    void scoresAreTheSameBitsInAnyBatchAndOnAnyKernel() {
        ScoringChecks.requireSameBitsInAnyBatchAndOnAnyKernel(small()::score, 64);
    }

    @Test
    void oneInstanceServesManyThreads() {
        ScoringChecks.requireThatOneInstanceServesManyThreads(small());
    }

    /** Sums that overflow differ in sign, and their mean is no number, which each machine must write alike. */
    @Test
    void whatIsNoNumberIsTheSameBitsEverywhere() {
        var form = Networks.form(new Shape(1, 1, 1), List.of(new Flatten()), OutputLayer.LINEAR);
        var endless = new NetworkEnsemble(List.of(constant(form, Float.MAX_VALUE), constant(form, -Float.MAX_VALUE)));

        float output = endless.score(new byte[] {(byte) 255}, 1).output(0, 0);

        assertThat(Float.floatToRawIntBits(output)).isEqualTo(Float.floatToRawIntBits(Float.NaN));
    }

    private static ConvolutionalNetwork constant(NetworkForm form, float value) {
        List<Weights> weights = form.zeros();
        for (Weights each : weights) {
            Arrays.fill(each.weights, value);
            Arrays.fill(each.biases, value);
        }
        return new ConvolutionalNetwork(form, weights);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17})
    void membersAreTwoToSixteen(int members) {
        var one = Networks.small(1);
        assertThatThrownBy(() -> new NetworkEnsemble(
                        IntStream.range(0, members).mapToObj(i -> one).toList()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("members must be within [2, 16] but was " + members);
        assertThat(new NetworkEnsemble(IntStream.range(0, 16).mapToObj(i -> one).toList()).members())
                .hasSize(16);
    }

    @Test
    void membersHaveOneForm() {
        var other = Networks.random(Networks.form(new Shape(8, 8, 1), Networks.SMALL, OutputLayer.LINEAR), 1);

        assertThatThrownBy(() -> new NetworkEnsemble(List.of(Networks.small(1), other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the members of an ensemble must have one form but had ");
    }

    @Test
    void whatIsReadScoresTheSameBitsAndIsWrittenAsItWas() throws InvalidSnapshotException {
        var ensemble = small();
        byte[] snapshot = Snapshots.write(ensemble);
        byte[] pixels = TestData.pixels(IMAGES * 64, 0.4, 1);

        var read = (NetworkEnsemble) Snapshots.read(snapshot);

        assertThat(read.form()).isEqualTo(ensemble.form());
        assertThat(Snapshots.write(read)).isEqualTo(snapshot);
        for (int image = 0; image < IMAGES; image++) {
            assertThat(read.score(pixels, IMAGES).outputs(image))
                    .containsExactly(ensemble.score(pixels, IMAGES).outputs(image));
        }
    }

    /** The body as its description has it: release by release the same. */
    @Test
    void theBytesAreTheNumberOfMembersTheirFormAndTheWeightsOfEach() {
        var ensemble = small();
        byte[] first = Snapshots.write(ensemble.members().get(0));
        int form = first.length - 4 * parameters(ensemble);
        var expected = new ByteArrayOutputStream();
        expected.write(first, 0, BODY);
        expected.write(3);
        expected.write(first, BODY, form - BODY);
        for (var member : ensemble.members()) {
            expected.write(Snapshots.write(member), form, first.length - form);
        }
        byte[] bytes = expected.toByteArray();
        bytes[6] = 5;

        assertThat(Snapshots.write(ensemble)).isEqualTo(bytes);
    }

    private static int parameters(NetworkEnsemble ensemble) {
        return Math.toIntExact(ensemble.form().parameters());
    }

    @Test
    void everyTruncationAndEveryByteTooManyIsRefused() {
        SnapshotChecks.requireThatNoOtherLengthIsRead(Snapshots.write(small()), 120);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 'members must be within [2, 16] but was 0'",
        "0, 1, 'members must be within [2, 16] but was 1'",
        "0, 17, 'members must be within [2, 16] but was 17'",
        "0, 4, '4 times layers of'",
        "1, 9, 'input scaling must be one of [0, 1] but was 9'"
    })
    void aWrongByteIsNamed(int at, int value, String message) {
        byte[] snapshot = Snapshots.write(small());
        snapshot[BODY + at] = (byte) value;

        SnapshotChecks.requireRefusal(snapshot, message);
    }

    /** One network of this form is allowed, two are not. */
    @Test
    void whatTheMembersCostTogetherIsBoundedBeforeAnythingIsAllocated() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(0x474c594d);
        out.writeShort(1);
        out.writeByte(NetworkEnsemble.KIND.code());
        out.writeShort(1024);
        out.writeShort(1024);
        out.writeShort(4);
        out.writeByte(2);
        List<Layer> layers =
                List.of(new Convolution(20, 1, 1, 1, 0), new MaximumPooling(256), new Flatten(), new Dense(4));
        var form = new NetworkForm(new Shape(1024, 1024, 1), InputScaling.ZERO_TO_ONE, layers, OutputLayer.SOFTMAX);
        NetworkBody.writeForm(form, out);
        SnapshotChecks.requireRefusalInLittleMemory(
                bytes.toByteArray(), "the values of all layers must be at most 33554432 but were 44041480");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noBytesWhateverBreakTheReader(long seed) {
        SnapshotChecks.requireThatNoBytesBreakTheReader(Snapshots.write(small()), BODY + 60, 1_000, seed);
    }
}
