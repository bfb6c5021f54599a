package io.glyphstream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class FreePortsTest {

    /** Linux takes the ports of connections that go out from 32768 on. */
    @Test
    void areDistinctAndNoneThatAConnectionCouldTake() {
        int[] ports = FreePorts.choose(0, 500);

        assertThat(ports).hasSize(500).doesNotHaveDuplicates();
        assertThat(Arrays.stream(ports)).allMatch(port -> port >= 20_000 && port < 32_000);
    }

    @Test
    void includeThePreferredOneUnlessItIsTaken() throws Exception {
        int preferred = FreePorts.choose(0, 1)[0];

        assertThat(FreePorts.choose(preferred, 2)[0]).isEqualTo(preferred);
        try (var other = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(preferred)).isFalse();
            assertThatThrownBy(() -> FreePorts.choose(preferred, 2))
                    .isInstanceOf(FreePorts.PortTakenException.class)
                    .hasMessage("port " + other.getLocalPort() + " of 127.0.0.1 is in use");
        }
    }
}
