package io.glyphstream.learning.service;

import static io.glyphstream.learning.service.Answers.FIRST;
import static io.glyphstream.learning.service.Answers.answer;
import static io.glyphstream.learning.service.Answers.score;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.schemas.Label;
import io.glyphstream.schemas.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LabeledAnswersTest {

    private final LabeledAnswers join = new LabeledAnswers(2);

    @Test
    void anAnswerWhoseImageHasALabelIsJoinedAtOnce() {
        assertThat(join.answer(answer("a", 3, score(FIRST, Role.CHAMPION, 4))))
                .hasValueSatisfying(labeled -> assertThat(labeled.truth()).isEqualTo(3));
    }

    @Test
    void aLabelFindsItsAnswerWhicheverComesFirst() {
        assertThat(join.answer(answer("a", null, score(FIRST, Role.CHAMPION, 4))))
                .isEmpty();
        assertThat(join.label(label("b", 5))).isEmpty();

        assertThat(join.label(label("a", 4)))
                .hasValueSatisfying(labeled -> assertThat(labeled.truth()).isEqualTo(4));
        assertThat(join.answer(answer("b", null, score(FIRST, Role.CHAMPION, 4))))
                .hasValueSatisfying(labeled -> assertThat(labeled.truth()).isEqualTo(5));
    }

    @Test
    void aSecondLabelFindsNothingMore() {
        join.answer(answer("a", null, score(FIRST, Role.CHAMPION, 4)));
        join.label(label("a", 4));

        assertThat(join.label(label("a", 5))).isEmpty();
    }

    @Test
    void theOldestWaitingIsGivenUp() {
        for (var id : new String[] {"a", "b", "c"}) {
            join.answer(answer(id, null, score(FIRST, Role.CHAMPION, 4)));
        }

        assertThat(join.label(label("a", 4))).isEmpty();
        assertThat(join.label(label("b", 4))).isPresent();
        assertThat(join.label(label("c", 4))).isPresent();
    }

    private static Label label(String id, int label) {
        return new Label(id, label, Instant.EPOCH, "");
    }
}
