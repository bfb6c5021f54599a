package io.glyphstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class HttpPortTest {
    private static final String HOST = "127.0.0.1";

    @Test
    void aTakenPortIsPassedOverWhereOthersMayBeTried() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = other.getLocalPort();

            try (var server = StatusServer.listen(new HttpAddress(HOST, taken, Math.min(50, 65_536 - taken)), "test")) {
                assertThat(server.address().getPort()).isBetween(taken + 1, taken + 49);
            }
        }
    }

    @Test
    void aTakenPortIsRefusedWhereItAloneWasAskedFor() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = new HttpAddress(HOST, other.getLocalPort());

            assertThatThrownBy(() -> StatusServer.listen(address, "test"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + other.getLocalPort());
        }
    }
}
