package io.glyphstream.processor;

/**
 * Where a processor tells how it is.
 *
 * @param host a name or an address of this machine; loopback unless somebody decides otherwise
 * @param port 0 takes any free port
 */
public record HttpAddress(String host, int port) {
    /** Checks the port. */
    public HttpAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("the HTTP host must be a name or an address but was blank");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the HTTP port must be within [0, 65535] but was " + port);
        }
    }

    /** Returns this port on loopback, which other machines cannot reach. */
    public static HttpAddress loopback(int port) {
        return new HttpAddress("127.0.0.1", port);
    }
}
