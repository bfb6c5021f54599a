package io.glyphstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glyphstream.broker.BrokerSettings;
import io.glyphstream.broker.EmbeddedBroker;
import io.glyphstream.broker.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A login, a certificate or a protocol that does not fit is told with its reason within seconds, by a broker that checks it. */
@Timeout(240)
@Tag("slow")
final class SecurityErrorsTest {

    private static final Duration CLIENTS_LIMIT = Duration.ofSeconds(15);
    private static final String PASSWORD = "Pa55w0rd";
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final String LOGIN = MODULE + "username=\"alice\" password=\"" + PASSWORD + "\";";
    private static final List<String> LISTENERS = List.of("PLAINTEXT", "GOOD", "EXPIRED", "ELSEWHERE", "LOGIN");

    private static final Map<String, Integer> PORTS = new HashMap<>();

    @TempDir
    private static Path folder = Path.of("");

    private static EmbeddedBroker broker;

    @TempDir
    private Path home = Path.of("");

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        var files = TlsFiles.withAuthority(folder.resolve("tls"), "authority");
        var settings = new HashMap<String, String>();
        listen(settings);
        tls(settings, "good", files.server("good", "ip:127.0.0.1"));
        tls(settings, "expired", files.server("expired", "ip:127.0.0.1", "-startdate", "-10d", "-validity", "3"));
        tls(settings, "elsewhere", files.server("elsewhere", "dns:kafka.example.com"));
        TlsFiles.withAuthority(folder.resolve("other"), "other");
        TlsFiles.withAuthority(folder.resolve("namesake"), "authority");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("listener.name.login.plain.sasl.jaas.config", MODULE + "user_alice=\"" + PASSWORD + "\";");
        broker = EmbeddedBroker.start(new BrokerSettings(Optional.empty(), port("PLAINTEXT"), settings));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static void listen(Map<String, String> settings) {
        int[] ports = FreePorts.choose(0, LISTENERS.size() + 1);
        var listeners = new ArrayList<String>();
        for (int i = 0; i < LISTENERS.size(); i++) {
            PORTS.put(LISTENERS.get(i), ports[i]);
            listeners.add(LISTENERS.get(i) + "://127.0.0.1:" + ports[i]);
        }
        int controller = ports[LISTENERS.size()];
        settings.put("advertised.listeners", String.join(",", listeners));
        listeners.add("CONTROLLER://127.0.0.1:" + controller);
        settings.put("listeners", String.join(",", listeners));
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,GOOD:SSL,EXPIRED:SSL,ELSEWHERE:SSL,LOGIN:SASL_PLAINTEXT");
    }

    private static int port(String listener) {
        return Objects.requireNonNull(PORTS.get(listener));
    }

    private static void tls(Map<String, String> settings, String listener, String keyStore) {
        String prefix = "listener.name." + listener + ".ssl.keystore.";
        settings.put(prefix + "location", keyStore);
        settings.put(prefix + "type", "PKCS12");
        settings.put(prefix + "password", TlsFiles.PASSWORD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXPIRED   | tls   | SSL handshake failed: the broker's certificate has expired (NotAfter: ",
                "ELSEWHERE | tls   | SSL handshake failed: No subject alternative names matching IP address 127.0.0.1 found",
                "GOOD      | namesake | SSL handshake failed: no authority in ssl.truststore.location vouches for the broker's",
                "GOOD      | other | SSL handshake failed: no authority in ssl.truststore.location vouches for the broker's",
            })
    void aCertificateThatIsRefusedIsToldWithTheReason(String listener, String authority, String reason) {
        var result = run(listener, "security.protocol=SSL", trust(authority), "ssl.truststore.type=PEM");

        assertThat(result.err()).contains("glyphstream: " + reason).doesNotContain("unexpected");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aCertificateThatIsGoodIsTakenAndTheTopicsAreLookedFor() {
        var result = run("GOOD", "security.protocol=SSL", trust("tls"), "ssl.truststore.type=PEM");

        assertThat(result.err()).contains("a topic of the pipeline is not there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GOOD      |                                  | speaks TLS, but security.protocol is PLAINTEXT",
                "GOOD      | security.protocol=PLAINTEXT      | speaks TLS, but security.protocol is PLAINTEXT",
                "PLAINTEXT | security.protocol=SSL            | does not speak TLS, but security.protocol is SSL",
                "LOGIN     |                                  | closes each connection; security.protocol is PLAINTEXT",
            })
    void anotherProtocolIsToldBeforeAClientsOwnLimit(String listener, String setting, String reason) {
        long start = System.nanoTime();

        var result = setting == null ? run(listener) : run(listener, setting);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CLIENTS_LIMIT);
        assertThat(result.err()).contains("glyphstream: 127.0.0.1:" + port(listener) + " " + reason);
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "username=\"alice\" password=\"Pa55w0rd\"    | sasl.jaas.config is not a JAAS line",
                "username=\"alice password=Pa55w0rd;         | sasl.jaas.config is not a JAAS line",
                "username=alice password=x Pa55w0rd;         | sasl.jaas.config is not a JAAS line",
                "username=\"alice\" password=\"Pa55w0rd!\";  | Authentication failed: Invalid username or password",
            })
    void aLoginThatIsRefusedIsToldWithoutThePassword(String options, String reason) {
        var result = run("LOGIN", login(MODULE + options));

        assertThat(result.err()).contains("glyphstream: " + reason).doesNotContain("unexpected", PASSWORD);
        assertThat(result.exitCode()).isIn(1, 2);
    }

    @Test
    void aReferenceThatCannotBeReplacedIsNamed() throws IOException {
        var file = Files.writeString(home.resolve("secrets.properties"), "login=" + LOGIN + "\n");
        var declared = new String[] {
            "config.providers=file",
            "config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider"
        };

        var found = run("LOGIN", login("${file:" + file + ":login}"), declared);
        var missing = run("LOGIN", login("${file:" + file + ":logn}"), declared);
        var undeclared = run("LOGIN", login("${file:" + file + ":login}"));

        assertThat(found.err()).contains("a topic of the pipeline is not there");
        assertThat(missing.err())
                .contains("sasl.jaas.config refers to ${file:" + file + ":logn}, but there is no 'logn' in " + file);
        assertThat(undeclared.err()).contains("but config.providers does not declare a provider 'file'");
        assertThat(List.of(missing.exitCode(), undeclared.exitCode())).containsOnly(2);
    }

    @Test
    void noLogHoldsThePassword() throws Exception {
        for (String password : List.of(PASSWORD, "x " + PASSWORD)) {
            var arguments = arguments("LOGIN", login(MODULE + "username=alice password=" + password + ";"));
            assertThat(runAsProcess(arguments).waitFor(60, TimeUnit.SECONDS)).isTrue();
        }

        try (var files = Files.walk(home)) {
            var logs = files.filter(Files::isRegularFile).toList();
            assertThat(logs).anyMatch(log -> log.toString().endsWith(".log"));
            assertThat(logs).allSatisfy(log -> assertThat(log).content().doesNotContain(PASSWORD));
        }
    }

    /** Logging is set up once for a process, so that a log file needs one of its own. */
    private Process runAsProcess(List<String> arguments) throws IOException {
        var line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(arguments);
        var builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("output.txt").toFile()));
        builder.environment().put("XDG_STATE_HOME", home.toString());
        builder.environment().put("XDG_CONFIG_HOME", home.toString());
        return builder.start();
    }

    private Shell.Result run(String listener, String... settings) {
        return new Shell(home).run(arguments(listener, settings).toArray(String[]::new));
    }

    private Shell.Result run(String listener, String[] settings, String... more) {
        var all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(more));
        return run(listener, all.toArray(String[]::new));
    }

    private static List<String> arguments(String listener, String... settings) {
        var arguments = new ArrayList<>(List.of("models", "history", "-b", "127.0.0.1:" + port(listener)));
        for (String setting : settings) {
            arguments.addAll(List.of("-X", setting));
        }
        return arguments;
    }

    private static String[] login(String jaas) {
        return new String[] {"security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN", "sasl.jaas.config=" + jaas};
    }

    private static String trust(String authority) {
        return "ssl.truststore.location=" + folder.resolve(authority).resolve("authority.pem");
    }
}
