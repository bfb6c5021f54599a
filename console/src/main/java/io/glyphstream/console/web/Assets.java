package io.glyphstream.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the browser loads: the files of the console and of its libraries, and the page that names them.
 *
 * <p>The addresses of all files begin with a digest of all of them, so that a browser may keep a file for ever, and loads all
 * of them again after an upgrade.
 */
final class Assets {

    private static final String OWN = "/io/glyphstream/console/web/";
    private static final String LIST = "files.txt";
    private static final int DIGEST_CHARACTERS = 12;

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Asset> assets;
    private final String prefix;
    private final String importMap;
    private final String page;

    private Assets(Map<String, byte[]> files, BrowserLibraries libraries, String template) {
        prefix = "/assets/" + digest(files) + "/";
        var served = new LinkedHashMap<String, Asset>();
        files.forEach((path, bytes) -> served.put(prefix + path, new Asset(bytes, type(path))));
        assets = Map.copyOf(served);
        importMap = libraries.importMap(prefix);
        page = template.replace("{{import-map}}", importMap)
                .replace("{{assets}}", prefix)
                .replace(
                        "{{preload}}",
                        files.keySet().stream()
                                .filter(path -> path.endsWith(".js") && !path.startsWith("pages/"))
                                .filter(path -> !path.contains("uPlot"))
                                .map(path -> "<link rel=\"modulepreload\" href=\"" + prefix + path + "\">")
                                .collect(Collectors.joining("\n  ")));
    }

    /** A file: its bytes, and its media type. */
    static final class Asset {

        private final byte[] bytes;
        private final String type;

        Asset(byte[] bytes, String type) {
            this.bytes = bytes;
            this.type = type;
        }

        /** Returns the bytes themselves; nobody changes them. */
        byte[] bytes() {
            return bytes;
        }

        String type() {
            return type;
        }
    }

    /**
     * Reads all files.
     *
     * @throws IllegalStateException when one of them is missing: the program was not built whole
     */
    static Assets load() {
        var files = new LinkedHashMap<String, byte[]>();
        for (var path : text(OWN + LIST).lines().filter(line -> !line.isBlank()).toList()) {
            files.put(path, bytes(OWN + path));
        }
        var libraries = new BrowserLibraries();
        libraries.files().forEach((path, resource) -> files.put(path, bytes(resource)));
        return new Assets(files, libraries, text(OWN + "index.html"));
    }

    /** Returns the file at an address. */
    Optional<Asset> find(String address) {
        return Optional.ofNullable(assets.get(address));
    }

    /** Returns the page that every address of the console shows. */
    String page() {
        return page;
    }

    /** Returns what a Content-Security-Policy names the import map by: the only script that stands in the page itself. */
    String importMapHash() {
        return "'sha256-" + Base64.getEncoder().encodeToString(sha256(importMap.getBytes(UTF_8))) + "'";
    }

    /** Returns the size of all files, for the test of their limit. */
    Map<String, Asset> all() {
        return assets;
    }

    private static String type(String path) {
        return Objects.requireNonNull(TYPES.get(path.substring(path.lastIndexOf('.') + 1)), path);
    }

    private static String digest(Map<String, byte[]> files) {
        var sum = sha256();
        files.forEach((path, bytes) -> {
            sum.update(path.getBytes(UTF_8));
            sum.update(bytes);
        });
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sum.digest())
                .substring(0, DIGEST_CHARACTERS);
    }

    private static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String text(String resource) {
        return new String(bytes(resource), UTF_8);
    }

    private static byte[] bytes(String resource) {
        try (var in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("a file of the console is missing: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + resource, failed);
        }
    }
}
