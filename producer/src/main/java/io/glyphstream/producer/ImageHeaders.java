package io.glyphstream.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;

/** Plain-text headers on the records of the images topic, readable by any tool. */
public final class ImageHeaders {

    /** Where the image came from, for example {@code mnist:test:17}. */
    public static final String SOURCE = "glyphstream.source";

    /** What the value is: {@value #AVRO}. */
    public static final String CONTENT_TYPE = "content-type";

    private static final String AVRO = "avro/binary";
    private static final byte[] AVRO_BYTES = AVRO.getBytes(UTF_8);

    private ImageHeaders() {}

    static void write(String source, Headers headers) {
        headers.add(CONTENT_TYPE, AVRO_BYTES);
        if (!source.isEmpty()) {
            headers.add(SOURCE, source.getBytes(UTF_8));
        }
    }
}
