package io.glyphstream.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.cli.terminal.Output;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

final class ScreenDemoViewTest {

    @Test
    void showsHostileEventsAsText() {
        var bytes = new ByteArrayOutputStream();
        var view = new ScreenDemoView(new Output(bytes));

        view.say("training the better model failed: \u001b]0;owned\u0007x\nverified\u009b2J\u202e");

        assertThat(bytes.toString(UTF_8).strip()).endsWith("\\u001b]0;owned\\u0007x\\nverified\\u009b2J\\u202e");
    }
}
