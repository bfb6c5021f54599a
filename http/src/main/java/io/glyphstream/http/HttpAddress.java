package io.glyphstream.http;

/**
 * Where a service tells how it is.
 *
 * @param host a name or an address of this machine; loopback unless somebody decides otherwise
 * @param port 0 takes any free port
 * @param ports how many ports to try, from this one on, until one is free
 */
public record HttpAddress(String host, int port, int ports) {
    /** Checks the ports. */
    public HttpAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the HTTP host must be a name or an address but was blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the HTTP port must be within [0, 65535] but was " + port);
        }
        if (ports < 1 || ports > 65_536 - port) {
            throw new IllegalArgumentException("HTTP ports to try must be within [1, %d] from %d but were %d"
                    .formatted(65_536 - port, port, ports));
        }
    }

    /** Exactly this port. */
    public HttpAddress(String host, int port) {
        this(host, port, 1);
    }

    /** Returns this port on loopback, which other machines cannot reach. */
    public static HttpAddress loopback(int port) {
        return new HttpAddress("127.0.0.1", port);
    }
}
