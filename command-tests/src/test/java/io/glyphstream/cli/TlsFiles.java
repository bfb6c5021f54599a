package io.glyphstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates and keys, made by the keytool of the running Java: an authority, and servers that it vouches for. */
final class TlsFiles {

    static final String PASSWORD = "changeit";

    private final Path folder;

    private TlsFiles(Path folder) {
        this.folder = folder;
    }

    /** Makes an authority with a key of its own. */
    static TlsFiles withAuthority(Path folder, String name) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var files = new TlsFiles(folder);
        files.keytool("authority", "-genkeypair", "-alias", "authority", "-dname", "CN=" + name, "-ext", "bc:c");
        files.keytool("authority", "-exportcert", "-rfc", "-alias", "authority", "-file", files.authority());
        return files;
    }

    /** Returns the authority's certificate, which clients trust. */
    String authority() {
        return folder.resolve("authority.pem").toString();
    }

    /** Returns the key store of a server: its key, its certificate and the authority's. */
    String server(String name, String subject, String... validity) throws IOException, InterruptedException {
        Files.copy(store("authority"), store(name));
        var options = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                "server",
                "-signer",
                "authority",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject));
        options.addAll(List.of(validity));
        keytool(name, options.toArray(String[]::new));
        keytool(name, "-delete", "-alias", "authority");
        return store(name).toString();
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private void keytool(String store, String... options) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        line.addAll(List.of(options));
        line.addAll(List.of("-keystore", store(store).toString(), "-storepass", PASSWORD));
        if (options[0].equals("-genkeypair")) {
            line.addAll(List.of("-keyalg", "EC"));
        }
        var printed = folder.resolve("keytool.txt");
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", line) + ": " + Files.readString(printed));
        }
    }
}
