package io.glyphstream.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glyphstream.model.InputShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GraphDesignTest {

    private static final InputShape IMAGE = InputShape.gray(6, 5);

    private static final Span ONE = Span.of(1);

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("node 1: an input must be within [0, 0] but was 1", Node.of(new Flatten(), 1)),
                refused("node 1: an input must be within [0, 0] but was -1", Node.of(new Flatten(), -1)),
                refused(
                        "a later node must read what node 1 returns but none does",
                        Node.of(new Activation.Rectifier(), 0),
                        Node.of(new Flatten(), 0)),
                refused(
                        "node 1: one value must come to it but there were 2",
                        Node.of(new Activation.Rectifier(), 0, 0)),
                refused(
                        "node 1: channels must be a multiple of the 2 groups but were 1",
                        Node.of(new Convolution(2, 2, Window.same(3)), 0)),
                refused(
                        "node 1: a window must fit what comes to it but it extends over 7 of 6 with a padding of 0 and 0",
                        Node.of(new Convolution(2, 1, new Window(new Span(4, 1, 2, 0, 0), ONE)), 0)),
                refused(
                        "node 1: a pool must have a value at each of its 8 places but has none at place 0 of an axis of 6",
                        Node.of(new MaximumPooling(new Window(new Span(1, 1, 1, 1, 1), ONE)), 0)),
                refused(
                        "node 1: a pool must have a value at each of its 9 places but has none at place 7 of an axis of 6",
                        Node.of(
                                new AveragePooling(
                                        new Window(new Span(2, 1, 1, 1, 3), ONE), AveragePooling.Divisor.INSIDE),
                                0)),
                refused(
                        "node 1: a shape of 1 x 1 x 31 must have as many values as what comes to it but that was 6 x 5 x 1",
                        Node.of(new Reshape(Shape.flat(31)), 0)),
                refused(
                        "node 2: what is added must have one shape but was [6 x 5 x 1, 1 x 1 x 30]",
                        Node.of(new Flatten(), 0),
                        Node.of(new Add(), 0, 1)),
                refused(
                        "node 2: two values of one shape must come to it but there were [6 x 5 x 1, 1 x 1 x 30]",
                        Node.of(new Flatten(), 0),
                        Node.of(new Multiply(), 0, 1)),
                refused(
                        "node 1: two values of one shape must come to it but there were [6 x 5 x 1]",
                        Node.of(new Divide(), 0)),
                refused(
                        "node 1: what comes to it must have 1 value or as many as 6 x 6 x 2 along each axis, but was 6 x 5 x 1",
                        Node.of(new Expand(new Shape(6, 6, 2)), 0)),
                refused(
                        "node 2: what is put together along the CHANNELS must be equal along the other axes but was"
                                + " [6 x 5 x 1, 1 x 1 x 30]",
                        Node.of(new Flatten(), 0),
                        Node.of(new Concatenate(Axis.CHANNELS), 0, 1)),
                refused(
                        "the last node must return one value for each class, within [1, 256], but returned 6 x 5 x 1",
                        Node.of(new Activation.Rectifier(), 0)));
    }

    private static Arguments refused(String message, Node... nodes) {
        return Arguments.of(message, List.of(nodes));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void nodesThatDoNotFitAreRefusedWithTheirNumber(String message, List<Node> nodes) {
        assertThatThrownBy(() -> design(nodes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void thereAreAsManyNodesAsABoundSays() {
        assertThat(design(chain(1024)).nodes()).hasSize(1024);
        assertThatThrownBy(() -> design(chain(1025))).hasMessage("nodes must be within [1, 1024] but was 1025");
        assertThatThrownBy(() -> design(List.of())).hasMessage("nodes must be within [1, 1024] but was 0");
        assertThatThrownBy(() -> new Node(new Add(), Collections.nCopies(129, 0)))
                .hasMessage("the inputs of a node must be within [1, 128] but was 129");
    }

    @Test
    void valuesThatCanNotBeAreRefused() {
        assertThatThrownBy(() -> new Permute(Axis.ROWS, Axis.ROWS, Axis.CHANNELS))
                .hasMessage("each axis must become another but they were ROWS, ROWS and CHANNELS");
        assertThatThrownBy(() -> new Activation.Clip(1, 0.5f))
                .hasMessage("the lower bound must be at most the higher one but they were 1.0 and 0.5");
        assertThatThrownBy(() -> new Activation.Clip(Float.NaN, 0))
                .hasMessage("the lower bound must be at most the higher one but they were NaN and 0.0");
        assertThatThrownBy(() -> new Activation.LeakyRectifier(Float.POSITIVE_INFINITY))
                .hasMessage("a slope must be a finite float but was Infinity");
        assertThatThrownBy(() -> new InputScale(List.of(1f), List.of()))
                .hasMessage("there must be as many addends as the 1 multipliers but there were 0");
        assertThatThrownBy(() -> new GraphDesign(IMAGE, InputScale.of(3, 1, 0), chain(1)))
                .hasMessage("there must be an input's scale for each of the 1 channels but there were 3");
    }

    @Test
    void aDesignKnowsWhatItCosts() {
        var design = design(List.of(
                Node.of(new Convolution(4, 1, Window.same(3)), 0),
                Node.of(new Scale(Scale.Extent.CHANNEL), 1),
                Node.of(new GlobalPooling(GlobalPooling.Choice.MEAN), 2),
                Node.of(new Dense(3), 3)));

        assertThat(design.shapes())
                .containsExactly(
                        new Shape(6, 5, 1), new Shape(6, 5, 4), new Shape(6, 5, 4), Shape.flat(4), Shape.flat(3));
        assertThat(design.classes()).isEqualTo(3);
        assertThat(design.parameters()).isEqualTo(4 * 9 + 4 + 4 + 4 + 4 * 3 + 3);
        assertThat(design.steps()).isEqualTo(120 * 9 + 120 + 4 * 30 + 3 * 4);
    }

    /** A chain needs what comes to a node and what leaves it, however long it is. */
    @Test
    void valuesThatNobodyReadsAnyMoreMakeRoomForOthers() {
        var nodes = new ArrayList<Node>();
        for (int i = 0; i < 20; i++) {
            nodes.add(Node.of(new Convolution(2, 1, Window.same(3)), i));
        }
        nodes.add(Node.of(new Flatten(), 20));

        assertThat(new SlotPlan(design(nodes)).sizes()).containsExactlyInAnyOrder(60L, 60L);
    }

    @Test
    void aValueThatALaterNodeReadsKeepsItsRoom() {
        var nodes = List.of(
                Node.of(new Activation.Rectifier(), 0),
                Node.of(new Activation.Sigmoid(), 1),
                Node.of(new Flatten(), 1),
                Node.of(new Activation.Sigmoid(), 2),
                Node.of(new Flatten(), 4),
                Node.of(new Activation.HyperbolicTangent(), 3),
                Node.of(new Add(), 5, 6));
        var plan = new SlotPlan(design(nodes));

        assertThat(IntStream.range(0, 8).map(plan::slotOf)).containsExactly(0, 0, 1, 0, 1, 1, 0, 1);
    }

    private static GraphDesign design(List<Node> nodes) {
        return new GraphDesign(IMAGE, InputScale.of(1, 1, 0), nodes);
    }

    private static List<Node> chain(int length) {
        var nodes = new ArrayList<Node>();
        nodes.add(Node.of(new Flatten(), 0));
        for (int i = 1; i < length; i++) {
            nodes.add(Node.of(new Activation.Rectifier(), i));
        }
        return nodes;
    }
}
