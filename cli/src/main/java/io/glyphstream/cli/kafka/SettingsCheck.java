package io.glyphstream.cli.kafka;

import io.glyphstream.cli.command.Causes;
import io.glyphstream.cli.command.CommandException;
import io.glyphstream.cli.command.ExitCode;
import io.glyphstream.schemas.kafka.KafkaCluster;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Whether Kafka's clients can be made from the user's settings.
 *
 * <p>Each step is tried alone, so that a refusal names the step's setting. Kafka's own message about a JAAS line may hold a
 * part of the password, so it is never shown.
 */
final class SettingsCheck {

    private static final String ADVICE = "Check -X and --command-config.";
    private static final String PROVIDERS = AdminClientConfig.CONFIG_PROVIDERS_CONFIG;

    /** What a provider replaces: {@code ${provider:key}} or {@code ${provider:path:key}}. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]+):(?:([^}]*):)?([^}:]*)}");

    private SettingsCheck() {}

    /** Returns the protocol if all settings can be read; connects to nobody. */
    static SecurityProtocol require(KafkaCluster cluster) {
        var settings = resolved(cluster);
        cluster.settings()
                .forEach((name, written) -> requireReplaced(
                        cluster, name, written, settings.originals().get(name)));
        var protocol = SecurityProtocol.forName(settings.getString(AdminClientConfig.SECURITY_PROTOCOL_CONFIG));
        if (protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL) {
            requireLogin(protocol, settings);
        }
        return protocol;
    }

    /** Returns the failure of making a client, in words; the settings are named without their values. */
    static CommandException refused(KafkaCluster cluster, RuntimeException failure) {
        return mistake("Kafka's client refuses its settings "
                + new TreeSet<>(cluster.settings().keySet()) + ": " + Causes.text(failure));
    }

    private static AdminClientConfig resolved(KafkaCluster cluster) {
        try {
            return new AdminClientConfig(cluster.clientSettings(Map.of(), Map.of()));
        } catch (KafkaException | IllegalArgumentException failure) {
            throw refused(cluster, failure);
        }
    }

    /** Kafka leaves a reference that it cannot replace as it is. */
    private static void requireReplaced(KafkaCluster cluster, String name, String written, @Nullable Object replaced) {
        Matcher reference = REFERENCE.matcher(written);
        if (!reference.find() || !String.valueOf(replaced).contains(reference.group())) {
            return;
        }
        String provider = reference.group(1);
        var declared =
                List.of(cluster.settings().getOrDefault(PROVIDERS, "").strip().split("\\s*,\\s*"));
        if (!declared.contains(provider)) {
            throw mistake(name + " refers to " + reference.group() + ", but " + PROVIDERS
                    + " does not declare a provider '" + provider + "'");
        }
        String path = reference.group(2);
        throw mistake(name + " refers to " + reference.group() + ", but there is no '" + reference.group(3) + "'"
                + (path == null ? " at provider '" + provider + "'" : " in " + path));
    }

    private static void requireLogin(SecurityProtocol protocol, AdminClientConfig settings) {
        boolean inSettings = settings.getPassword(SaslConfigs.SASL_JAAS_CONFIG) != null;
        try {
            JaasContext.loadClientContext(settings.values());
        } catch (RuntimeException unreadable) {
            throw mistake(
                    inSettings
                            ? SaslConfigs.SASL_JAAS_CONFIG + " is not a JAAS line: it must be MODULE required"
                                    + " name=\"value\" ...; with each quote closed, and a semicolon at the end (the text"
                                    + " is not repeated, as it holds a password)"
                            : "security.protocol is " + protocol + ", but there is no " + SaslConfigs.SASL_JAAS_CONFIG
                                    + " that says who logs in");
        }
    }

    private static CommandException mistake(String what) {
        return new CommandException(ExitCode.USAGE, what, ADVICE);
    }
}
