package io.glyphstream.console.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The libraries that run in the browser: their files, and the names by which scripts import them. Versions are those of the build. */
final class BrowserLibraries {

    private static final String FOLDER = "/META-INF/resources/webjars/";
    private static final String POMS = "/META-INF/maven/org.webjars.npm/";

    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    BrowserLibraries() {
        new Library("lit").module("lit", "index.js");
        new Library("lit-html")
                .module("lit-html", "lit-html.js")
                .module("lit-html/is-server.js", "is-server.js")
                .module("lit-html/directive.js", "directive.js")
                .module("lit-html/directive-helpers.js", "directive-helpers.js")
                .module("lit-html/async-directive.js", "async-directive.js")
                .module("lit-html/directives/live.js", "directives/live.js")
                .module("lit-html/directives/ref.js", "directives/ref.js")
                .module("lit-html/directives/repeat.js", "directives/repeat.js");
        new Library("lit-element").module("lit-element/lit-element.js", "lit-element.js");
        new Library("lit__reactive-element")
                .module("@lit/reactive-element", "reactive-element.js")
                .file("css-tag.js");
        new Library("uplot").module("uplot", "dist/uPlot.esm.js").file("dist/uPlot.min.css");
    }

    /** Returns the resource of each file, by its path below the address of all files. */
    Map<String, String> files() {
        return files;
    }

    /** Returns the import map: it tells the browser where a script finds what it imports by name. */
    String importMap(String prefix) {
        return names.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + prefix + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    }

    /** One library, as its WebJar has it. */
    private final class Library {

        private final String artifact;
        private final String version;

        Library(String artifact) {
            this.artifact = artifact;
            version = version(artifact);
        }

        /** Adds a file that scripts import by a name. */
        Library module(String name, String file) {
            names.put(name, "lib/" + artifact + "/" + file);
            return file(file);
        }

        /** Adds a file that is loaded by its address. */
        Library file(String file) {
            files.put("lib/" + artifact + "/" + file, FOLDER + artifact + "/" + version + "/" + file);
            return this;
        }

        private static String version(String artifact) {
            var path = POMS + artifact + "/pom.properties";
            try (var in = BrowserLibraries.class.getResourceAsStream(path)) {
                if (in == null) {
                    throw new IllegalStateException("a library of the console is missing: " + path);
                }
                var properties = new Properties();
                properties.load(in);
                return properties.getProperty("version");
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot read " + path, failed);
            }
        }
    }
}
