package io.glyphstream.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartlyOpenedTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void whatWasOpenedIsClosedLatestFirstWhenTheNextFails() {
        assertThatThrownBy(() -> open("no third")).hasMessage("no third");
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void nothingIsClosedWhenAllWereOpened() {
        open("");
        assertThat(closed).isEmpty();
    }

    private void open(String failure) {
        try (var opened = new PartlyOpened()) {
            opened.add("first", closed::add);
            opened.add("second", closed::add);
            if (!failure.isEmpty()) {
                throw new IllegalStateException(failure);
            }
            opened.complete();
        }
    }
}
