package io.glyphstream.cli;

import io.glyphstream.datasets.DataException;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.processor.UnknownPositionException;
import io.glyphstream.producer.UnreachableKafkaException;
import io.glyphstream.registry.DeploymentRefusedException;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.PublishException;
import io.glyphstream.registry.UnfitForStreamException;
import io.glyphstream.schemas.OpenTransactionException;
import io.glyphstream.schemas.SchemaRegistryException;
import io.glyphstream.schemas.WrongTopicException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells people of a failure in words, and the shell by the exit code; the log file gets the stack trace. */
final class Failures implements IExecutionExceptionHandler {

    private static final String NO_KAFKA =
            "Start a broker (glyphstream broker), or name yours with --bootstrap-servers HOST:PORT.";

    private static final Pattern TOPIC = Pattern.compile("topic [`']([^`']+)[`']");

    /** Failures whose own message says everything. */
    private static final List<Kind> KINDS = List.of(
            new Kind(DataException.class, ExitCode.BAD_DATA, ""),
            new Kind(UnreachableKafkaException.class, ExitCode.NO_KAFKA, ""),
            new Kind(OpenTransactionException.class, ExitCode.FAILED, ""),
            new Kind(TimeoutException.class, ExitCode.NO_KAFKA, NO_KAFKA),
            new Kind(DisconnectException.class, ExitCode.NO_KAFKA, NO_KAFKA),
            new Kind(WrongTopicException.class, ExitCode.FAILED, ""),
            new Kind(UnknownPositionException.class, ExitCode.FAILED, ""),
            new Kind(
                    UnfitForStreamException.class,
                    ExitCode.NO_MODEL,
                    "If that is meant, promote it with --force; see what comes: glyphstream watch predictions."),
            new Kind(DeploymentRefusedException.class, ExitCode.NO_MODEL, ""),
            new Kind(InvalidModelException.class, ExitCode.NO_MODEL, ""),
            new Kind(InvalidSnapshotException.class, ExitCode.NO_MODEL, ""),
            new Kind(PublishException.class, ExitCode.FAILED, ""),
            new Kind(SchemaRegistryException.class, ExitCode.FAILED, "Check --schema-registry-url."),
            new Kind(BrokerStartException.class, ExitCode.FAILED, ""),
            new Kind(
                    AuthorizationException.class,
                    ExitCode.FAILED,
                    "Ask the cluster's operator for the right, or log in as somebody else with --command-config FILE."),
            new Kind(
                    AuthenticationException.class,
                    ExitCode.FAILED,
                    "Check the user and password, or the certificates, in --command-config FILE."),
            new Kind(
                    UnknownTopicOrPartitionException.class,
                    ExitCode.FAILED,
                    "Create the topics (glyphstream topics create), or say what their names begin with: --topic-prefix."),
            new Kind(NoSuchFileException.class, ExitCode.BAD_DATA, ""),
            new Kind(FileSystemException.class, ExitCode.FAILED, ""));

    private final PrintStream err;
    private final Optional<LogFile> logFile;

    Failures(PrintStream err, Optional<LogFile> logFile) {
        this.err = err;
        this.logFile = logFile;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return report(failure).value();
    }

    /** Prints what happened and what to do. */
    ExitCode report(Throwable failure) {
        LoggerFactory.getLogger(Failures.class).info("The command failed", failure);
        if (failure instanceof CommandException known) {
            print(known.getMessage(), known.advice());
            return known.exitCode();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Kind kind : KINDS) {
                if (kind.type().isInstance(cause)) {
                    print(messageOf(cause), kind.advice());
                    return kind.exitCode();
                }
            }
        }
        print(
                "unexpected: " + failure,
                logFile.map(file -> "Details: " + file.path()).orElse("Try again with -v."));
        return ExitCode.FAILED;
    }

    private void print(String what, String advice) {
        err.println("glyphstream: " + what);
        if (!advice.isEmpty()) {
            err.println(advice);
        }
    }

    private static String messageOf(Throwable failure) {
        if (failure instanceof UnknownTopicOrPartitionException) {
            return missingTopic(failure);
        }
        return failure instanceof FileSystemException file ? file.getFile() + ": " + reason(file) : reason(failure);
    }

    /** Returns why something failed, in words where Java has only the name of a class. */
    static String reason(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is a file of this name";
        }
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        String message = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** Kafka names the topic in some of these messages. */
    private static String missingTopic(Throwable failure) {
        var name = TOPIC.matcher(String.valueOf(failure.getMessage()));
        return name.find() ? "there is no topic " + name.group(1) : "a topic of the pipeline is not there";
    }

    /** A failure, what the shell is told of it, and what to do. */
    private record Kind(Class<? extends Throwable> type, ExitCode exitCode, String advice) {}
}
