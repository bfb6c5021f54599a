package io.glyphstream.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.SchemaIds;
import io.glyphstream.schemas.kafka.TopicComparison.ActualTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicComparisonTest {
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, SchemaIds.fixed());

    @Test
    void topicsMadeByTheTableAreRight() {
        assertThat(new TopicComparison(TOPICS, asTheTableSays(4)).problems()).isEmpty();
    }

    @Test
    void aMissingTopicIsNamedWithTheCommandThatMakesIt() {
        var actual = asTheTableSays(4);
        actual.remove("glyphstream.models");

        assertThat(new TopicComparison(TOPICS, actual).problems())
                .containsExactly(
                        new TopicProblem("glyphstream.models", "it does not exist", "glyphstream topics create"));
    }

    @Test
    void aPipelineOfAnEarlierReleaseNeedsNoTopicsOfTrainersAndOfPins() {
        var actual = asTheTableSays(4);
        actual.remove("glyphstream.trainers");
        actual.remove("glyphstream.pins");

        var comparison = new TopicComparison(TOPICS, actual);

        assertThat(comparison.problems()).isEmpty();
        assertThat(comparison.absences()).isEmpty();
        assertThat(List.of(TOPICS.trainers(), TOPICS.pins()))
                .allSatisfy(topic -> assertThat(comparison.problems(topic))
                        .extracting(TopicProblem::finding)
                        .containsExactly("it does not exist"));
    }

    @Test
    void theCommandNamesAPrefixOfTheUsersOwn() {
        var topics = new Topics("lab.", SchemaIds.fixed());

        assertThat(new TopicComparison(topics, Map.of()).problems())
                .hasSize(8)
                .allSatisfy(problem ->
                        assertThat(problem.fix()).isEqualTo("glyphstream topics create --topic-prefix lab."));
    }

    @ParameterizedTest
    @CsvSource({
        "models, cleanup.policy, delete, must be compact but is delete",
        "models, segment.ms, 604800000, must be at most 600000 but is 604800000",
        "models, max.compaction.lag.ms, 9223372036854775807, must be at most 3600000 but is 9223372036854775807",
        "accuracy, cleanup.policy, 'compact,delete', 'must be compact but is compact,delete'",
        "pins, cleanup.policy, 'compact,delete', 'must be compact but is compact,delete'",
        "deployments, retention.ms, 604800000, must be -1 but is 604800000",
        "deployments, cleanup.policy, compact, must be delete but is compact",
        "images, compression.type, producer, must be uncompressed but is producer",
        "images, max.message.bytes, 1048588, must be at most 1015808 but is 1048588",
    })
    void aWrongSettingIsNamedWithItsValue(String topic, String setting, String value, String finding) {
        var actual = asTheTableSays(4);
        set(actual, "glyphstream." + topic, setting, value);
        var comparison = new TopicComparison(TOPICS, actual);

        assertThat(comparison.problems())
                .containsExactly(
                        new TopicProblem("glyphstream." + topic, setting + " " + finding, "glyphstream topics create"));
    }

    @ParameterizedTest
    @CsvSource({"models, segment.ms, 1000", "models, max.compaction.lag.ms, 1", "images, max.message.bytes, 65536"})
    void lessThanAnUpperBoundIsRight(String topic, String setting, String value) {
        var actual = asTheTableSays(4);
        set(actual, "glyphstream." + topic, setting, value);

        assertThat(new TopicComparison(TOPICS, actual).problems()).isEmpty();
    }

    @Test
    void settingsToCorrectAreThoseThatAreWrongAndNoOther() {
        var actual = asTheTableSays(4);
        set(actual, "glyphstream.models", "segment.ms", "604800000");
        set(actual, "glyphstream.models", "compression.type", "zstd");

        assertThat(new TopicComparison(TOPICS, actual).wrongSettings(TOPICS.models()))
                .containsExactly(Map.entry("segment.ms", "600000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "deployments", "processors"})
    void topicsWhoseOrderCountsHaveOnePartition(String topic) {
        var actual = asTheTableSays(4);
        setPartitions(actual, "glyphstream." + topic, 3);

        assertThat(new TopicComparison(TOPICS, actual).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.finding()).isEqualTo("it must have 1 partition but has 3");
                    assertThat(problem.fix()).contains("--delete --topic glyphstream." + topic);
                });
    }

    @Test
    void pinsHaveTwoPartitions() {
        var actual = asTheTableSays(4);
        setPartitions(actual, "glyphstream.pins", 4);

        assertThat(new TopicComparison(TOPICS, actual).problems())
                .extracting(TopicProblem::finding)
                .containsExactly("it must have 2 partitions but has 4");
    }

    @ParameterizedTest
    @CsvSource({
        "labels, 2, glyphstream topics grow --partitions 4",
        "predictions, 8, glyphstream topics grow --partitions 8"
    })
    void topicsThatAreJoinedHaveEquallyManyPartitions(String topic, int partitions, String fix) {
        var actual = asTheTableSays(4);
        setPartitions(actual, "glyphstream." + topic, partitions);

        assertThat(new TopicComparison(TOPICS, actual).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.topic()).isEqualTo("glyphstream." + topic);
                    assertThat(problem.finding())
                            .isEqualTo(
                                    "it must have as many partitions as glyphstream.images, 4, but has " + partitions);
                    assertThat(problem.fix()).contains(fix);
                });
    }

    @Test
    void aMissingTopicFollowsThoseThatItIsJoinedWith() {
        var actual = asTheTableSays(6);
        actual.keySet().removeIf(name -> !name.equals("glyphstream.images"));
        var comparison = new TopicComparison(TOPICS, actual);

        assertThat(comparison.partitionsToCreate(TOPICS.labels(), 4)).isEqualTo(6);
        assertThat(comparison.partitionsToCreate(TOPICS.deadLetters(), 4)).isEqualTo(4);
        assertThat(comparison.partitionsToCreate(TOPICS.models(), 4)).isEqualTo(1);
        assertThat(comparison.partitionsToCreate(TOPICS.pins(), 4)).isEqualTo(2);
    }

    @Test
    void theExceptionNamesEveryProblemAndItsFix() {
        var problems = new TopicComparison(TOPICS, Map.of()).problems();

        assertThat(problems)
                .hasSize(8)
                .extracting(WrongTopicException::sentence)
                .allMatch(sentence -> sentence.endsWith("it does not exist; to fix it: glyphstream topics create"))
                .allSatisfy(sentence ->
                        assertThat(new WrongTopicException(problems)).hasMessageContaining(sentence));
    }

    private static Map<String, ActualTopic> asTheTableSays(int partitions) {
        var actual = new HashMap<String, ActualTopic>();
        for (var topic : TOPICS.all()) {
            actual.put(
                    topic.name(),
                    new ActualTopic(topic.partitions().count(partitions), 1, new HashMap<>(topic.settings())));
        }
        return actual;
    }

    private static void set(Map<String, ActualTopic> actual, String topic, String setting, String value) {
        actual.computeIfPresent(topic, (name, old) -> {
            var settings = new HashMap<>(old.settings());
            settings.put(setting, value);
            return new ActualTopic(old.partitions(), 1, settings);
        });
    }

    private static void setPartitions(Map<String, ActualTopic> actual, String topic, int partitions) {
        actual.computeIfPresent(topic, (name, old) -> new ActualTopic(partitions, 1, old.settings()));
    }
}
