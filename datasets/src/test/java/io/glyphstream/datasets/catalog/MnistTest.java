package io.glyphstream.datasets.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.Dataset;
import io.glyphstream.datasets.MissingDataException;
import io.glyphstream.datasets.RealMnist;
import io.glyphstream.datasets.Sums;
import io.glyphstream.datasets.idx.IdxBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files stand in for MNIST's, with their own sums; a server in the test stands in for the mirrors. */
final class MnistTest {

    private static final Map<IdxFile, byte[]> FILES = new EnumMap<>(Map.of(
            IdxFile.TRAINING_IMAGES, IdxBytes.images(5, 28, 28, 1),
            IdxFile.TRAINING_LABELS, IdxBytes.labels(5, 0, 4, 1, 9),
            IdxFile.TEST_IMAGES, IdxBytes.images(2, 28, 28, 2),
            IdxFile.TEST_LABELS, IdxBytes.labels(7, 2)));

    @TempDir
    private Path folder = Path.of("");

    private final HttpServer mirrors = Mirrors.start();

    @AfterEach
    void stopMirrors() {
        mirrors.stop(0);
    }

    @Test
    void downloadsFromTheFirstGoodMirrorAndKeepsTheFiles() throws IOException {
        var heard = new ArrayList<String>();
        ProgressListener listener = (what, done, total) -> heard.add(what + " " + done + "/" + total);

        Dataset downloaded = load(online("missing", "damaged", "cut-off", "good"), listener);
        mirrors.stop(0);
        Dataset cached = load(offline(Optional.empty()), ProgressListener.silent());

        assertThat(downloaded.training().labels()).containsExactly(5, 0, 4, 1, 9);
        assertThat(downloaded.test().labels()).containsExactly(7, 2);
        assertThat(cached.training().sha256()).isEqualTo(downloaded.training().sha256());
        int length = IdxBytes.gzip(bytes(IdxFile.TEST_LABELS)).length;
        assertThat(heard).contains("downloading t10k-labels-idx1-ubyte.gz from 127.0.0.1 " + length + "/" + length);
        try (Stream<Path> kept = Files.list(cache())) {
            assertThat(kept.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "train-images-idx3-ubyte.gz",
                            "train-labels-idx1-ubyte.gz",
                            "t10k-images-idx3-ubyte.gz",
                            "t10k-labels-idx1-ubyte.gz");
        }
    }

    @Test
    void saysWhatEachMirrorDidAndWhereToPutTheFiles() throws IOException {
        assertThatThrownBy(() -> load(online("missing", "damaged", "cut-off"), ProgressListener.silent()))
                .isInstanceOf(MissingDataException.class)
                .hasMessageContaining("missing/train-images-idx3-ubyte.gz: HTTP 404")
                .hasMessageContaining("damaged/train-images-idx3-ubyte.gz: expected SHA-256 ")
                .hasMessageContaining("cut-off/train-images-idx3-ubyte.gz: cut off after ")
                .hasMessageContaining("Put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz")
                .hasMessageContaining("into " + cache())
                .hasMessageContaining("--data");
        try (Stream<Path> left = Files.list(cache())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void fetchesDamagedFileOfTheCacheAgain() throws IOException {
        load(online("good"), ProgressListener.silent());
        Path damaged = cache().resolve("t10k-images-idx3-ubyte.gz");
        Files.write(damaged, IdxBytes.gzip(IdxBytes.images(2, 28, 28, 3)));

        assertThatThrownBy(() -> load(offline(Optional.empty()), ProgressListener.silent()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(damaged + ": expected SHA-256 " + sum(IdxFile.TEST_IMAGES));
        var heard = new TreeSet<String>();
        Dataset repaired = load(online("good"), (what, done, total) -> heard.add(what));

        assertThat(repaired.test().labels()).containsExactly(7, 2);
        assertThat(heard).containsExactly("downloading t10k-images-idx3-ubyte.gz from 127.0.0.1");
    }

    @Test
    void takesTheFilesFromTheNamedFolderOrItsSubfolderGzippedOrNot() throws IOException {
        Path named = Files.createDirectories(folder.resolve("data"));
        Path subfolder = Files.createDirectories(named.resolve("mnist"));
        for (IdxFile file : IdxFile.values()) {
            Files.write(subfolder.resolve(file.gzippedName().replace(".gz", "")), bytes(file));
        }
        Dataset fromSubfolder = load(offline(Optional.of(named)), ProgressListener.silent());
        Dataset fromFolder = load(offline(Optional.of(subfolder)), ProgressListener.silent());

        assertThat(fromSubfolder.training().sha256())
                .isEqualTo(fromFolder.training().sha256());
        assertThat(fromSubfolder.test().labels()).containsExactly(7, 2);
    }

    @Test
    void neverTakesOtherFilesForMnistUnlessAskedTo() throws IOException {
        Path named = Files.createDirectories(folder.resolve("fashion"));
        for (IdxFile file : IdxFile.values()) {
            Files.write(named.resolve(file.gzippedName()), IdxBytes.gzip(bytes(file)));
        }

        assertThatThrownBy(() -> Datasets.load(Datasets.MNIST, offline(Optional.of(named)), ProgressListener.silent()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected SHA-256 " + IdxFile.TRAINING_LABELS.mnistSum());
        assertThat(Datasets.isIdxFolder(named)).isTrue();
        assertThat(Datasets.loadIdxFolder("fashion", named).training().classes())
                .isEqualTo(10);
    }

    @Test
    void tellsWhichFilesOfTheNamedFolderAreMissing() throws IOException {
        Path named = Files.createDirectories(folder.resolve("data"));
        Files.write(named.resolve("train-images.idx3-ubyte"), bytes(IdxFile.TRAINING_IMAGES));

        assertThatThrownBy(() -> load(offline(Optional.of(named)), ProgressListener.silent()))
                .isInstanceOf(DataException.class)
                .hasMessage("of MNIST's four files " + named + " lacks train-labels-idx1-ubyte.gz,"
                        + " t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz");
    }

    @Test
    void tellsThatTheNamedFolderDoesNotExist() {
        Path named = folder.resolve("typo");

        assertThatThrownBy(() -> load(offline(Optional.of(named)), ProgressListener.silent()))
                .isInstanceOf(DataException.class)
                .isNotInstanceOf(MissingDataException.class)
                .hasMessage("data folder " + named + " does not exist");
    }

    @Test
    void tellsWhereItLookedWhenDownloadsAreOff() throws IOException {
        Path named = Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> load(offline(Optional.of(named)), ProgressListener.silent()))
                .isInstanceOf(MissingDataException.class)
                .hasMessageStartingWith("MNIST is not in " + named + ", " + named.resolve("mnist") + ", " + cache()
                        + ", and downloads are switched off");
    }

    @Test
    void realMnistIsWhatItsMakersPublished() {
        Dataset mnist = RealMnist.orSkip(folder);

        assertThat(mnist.training().size()).isEqualTo(60_000);
        assertThat(mnist.test().size()).isEqualTo(10_000);
        assertThat(mnist.training().label(0)).isEqualTo(5);
        assertThat(IntStream.range(0, 10)
                        .mapToLong(digit -> IntStream.of(mnist.test().labels())
                                .filter(label -> label == digit)
                                .count()))
                .containsExactly(980L, 1135L, 1032L, 1010L, 982L, 892L, 958L, 1028L, 974L, 1009L);
    }

    private Dataset load(DatasetLocations locations, ProgressListener listener) {
        return new Mnist(locations, listener, MnistTest::sum).load();
    }

    private DatasetLocations online(String... mirrorNames) {
        List<URI> addresses = Stream.of(mirrorNames)
                .map(name ->
                        URI.create("http://127.0.0.1:" + mirrors.getAddress().getPort() + "/" + name + "/"))
                .toList();
        return new DatasetLocations(Optional.empty(), folder.resolve("cache"), addresses, Network.ALLOWED);
    }

    private DatasetLocations offline(Optional<Path> named) {
        return new DatasetLocations(named, folder.resolve("cache"), List.of(), Network.OFFLINE);
    }

    private Path cache() {
        return folder.resolve("cache").resolve("mnist");
    }

    private static byte[] bytes(IdxFile file) {
        return Objects.requireNonNull(FILES.get(file));
    }

    private static String sum(IdxFile file) {
        return HexFormat.of().formatHex(Sums.sha256().digest(bytes(file)));
    }

    /** A server with four mirrors: one good, one without the files, one with damaged files, one that breaks off. */
    private static final class Mirrors {

        static HttpServer start() {
            try {
                var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/good/", exchange -> answer(exchange, gzipped(exchange)));
                server.createContext("/missing/", exchange -> {
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
                server.createContext("/damaged/", exchange -> {
                    byte[] bytes = gzipped(exchange);
                    bytes[bytes.length / 2] ^= 1;
                    answer(exchange, IdxBytes.gzip(bytes));
                });
                server.createContext("/cut-off/", exchange -> {
                    byte[] bytes = gzipped(exchange);
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length / 2));
                    exchange.getResponseBody().flush();
                    exchange.close();
                });
                server.start();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] gzipped(HttpExchange exchange) {
            String path = exchange.getRequestURI().getPath();
            for (IdxFile file : IdxFile.values()) {
                if (path.endsWith("/" + file.gzippedName())) {
                    return IdxBytes.gzip(bytes(file));
                }
            }
            throw new IllegalArgumentException("no such file: " + path);
        }

        private static void answer(HttpExchange exchange, byte[] bytes) throws IOException {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }
}
