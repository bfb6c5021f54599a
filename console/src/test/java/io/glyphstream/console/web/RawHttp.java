package io.glyphstream.console.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;

/** HTTP as it is on the wire: a client that sends what browsers and libraries would not. */
final class RawHttp {

    private static final int PATIENCE_MILLIS = 30_000;

    private RawHttp() {}

    /** An answer: its status, and all of it as text. */
    record Answer(int status, String text) {

        /** Returns the value of a header, or an empty text. */
        String header(String name) {
            var wanted = name.toLowerCase(Locale.ROOT) + ":";
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
                    .map(line -> line.substring(wanted.length()).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** Sends the first line and headers, and returns the answer; the connection ends with it. */
    static Answer ask(int port, String request, List<String> headers) throws IOException {
        try (var socket = open(port, request, headers, "close")) {
            var text = new String(readAll(socket), ISO_8859_1);
            return new Answer(Integer.parseInt(text.split(" ", 3)[1]), text);
        }
    }

    /** Fails where an answer never ends, as that of a stream. */
    private static byte[] readAll(Socket socket) throws IOException {
        var all = new ByteArrayOutputStream();
        var deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        var some = new byte[8192];
        for (int count = 0; count >= 0; count = socket.getInputStream().read(some)) {
            all.write(some, 0, count);
            if (System.nanoTime() > deadline) {
                throw new IOException("the answer does not end");
            }
        }
        return all.toByteArray();
    }

    /** Sends the first line and headers, and leaves the answer to be read. */
    static Socket open(int port, String request, List<String> headers, String connection) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        var text = new StringBuilder(request).append("\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        text.append("Connection: ").append(connection).append("\r\n\r\n");
        socket.getOutputStream().write(text.toString().getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }
}
