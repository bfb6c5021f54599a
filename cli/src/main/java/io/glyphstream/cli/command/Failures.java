package io.glyphstream.cli.command;

import io.glyphstream.broker.BrokerStartException;
import io.glyphstream.cli.terminal.FullMemory;
import io.glyphstream.cli.terminal.Output;
import io.glyphstream.datasets.DataException;
import io.glyphstream.datasets.MissingDataException;
import io.glyphstream.learning.RetrainingException;
import io.glyphstream.learning.window.PinException;
import io.glyphstream.model.InvalidSnapshotException;
import io.glyphstream.model.neural.DivergedException;
import io.glyphstream.operations.MissingTopicException;
import io.glyphstream.operations.NoSuchModelException;
import io.glyphstream.processor.resume.UnknownPositionException;
import io.glyphstream.producer.UnreachableKafkaException;
import io.glyphstream.registry.InvalidModelException;
import io.glyphstream.registry.deployments.DeploymentRefusedException;
import io.glyphstream.registry.deployments.UnfitForStreamException;
import io.glyphstream.registry.publishing.PublishException;
import io.glyphstream.schemas.SchemaRegistryException;
import io.glyphstream.schemas.UndecodableRecordException;
import io.glyphstream.schemas.kafka.OpenTransactionException;
import io.glyphstream.schemas.kafka.WrongTopicException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.slf4j.LoggerFactory;

/** Prints a failure in words, and gives it an exit code; the stack trace goes to the log file. */
public final class Failures {

    private static final String NO_KAFKA =
            "Start a broker (glyphstream broker), or name yours with --bootstrap-servers HOST:PORT.";

    private static final String CREATE_TOPICS =
            "Create the topics (glyphstream topics create), or say what their names begin with: --topic-prefix.";

    private static final Pattern TOPIC = Pattern.compile("topic [`']([^`']+)[`']");

    /** Failures whose own message says everything; the first that fits is taken. */
    private static final List<Kind> KINDS = List.of(
            new Kind(DataException.class, ExitCode.BAD_DATA, ""),
            new Kind(RetrainingException.class, ExitCode.BAD_DATA, ""),
            new Kind(PinException.class, ExitCode.BAD_DATA, ""),
            new Kind(DivergedException.class, ExitCode.FAILED, ""),
            new Kind(UnreachableKafkaException.class, ExitCode.NO_KAFKA, ""),
            new Kind(OpenTransactionException.class, ExitCode.FAILED, ""),
            new Kind(WrongTopicException.class, ExitCode.FAILED, ""),
            new Kind(MissingTopicException.class, ExitCode.FAILED, CREATE_TOPICS),
            new Kind(UnknownPositionException.class, ExitCode.FAILED, ""),
            new Kind(
                    UnfitForStreamException.class,
                    ExitCode.NO_MODEL,
                    "If that is meant, promote it with --force; see what comes: glyphstream watch predictions."),
            new Kind(DeploymentRefusedException.class, ExitCode.NO_MODEL, ""),
            new Kind(InvalidModelException.class, ExitCode.NO_MODEL, ""),
            new Kind(
                    NoSuchModelException.class,
                    ExitCode.NO_MODEL,
                    "See those that can be read: glyphstream models list"),
            new Kind(InvalidSnapshotException.class, ExitCode.NO_MODEL, ""),
            new Kind(PublishException.class, ExitCode.FAILED, ""),
            new Kind(SchemaRegistryException.class, ExitCode.FAILED, "Check --schema-registry-url."),
            new Kind(BrokerStartException.class, ExitCode.FAILED, ""),
            new Kind(ConfigException.class, ExitCode.USAGE, "Check the settings of -X and --command-config."),
            new Kind(UndecodableRecordException.class, ExitCode.BAD_DATA, ""),
            new Kind(InvalidPathException.class, ExitCode.USAGE, "Name a file or folder that this system can have."),
            new Kind(NoSuchFileException.class, ExitCode.BAD_DATA, ""),
            new Kind(FileSystemException.class, ExitCode.FAILED, ""));

    /** What Kafka says, when nothing above is in the chain of causes. */
    private static final List<Kind> KAFKA = List.of(
            new Kind(TimeoutException.class, ExitCode.NO_KAFKA, NO_KAFKA),
            new Kind(DisconnectException.class, ExitCode.NO_KAFKA, NO_KAFKA),
            new Kind(
                    AuthorizationException.class,
                    ExitCode.FAILED,
                    "Ask the cluster's operator for the right, or log in as another user with --command-config FILE."),
            new Kind(
                    AuthenticationException.class,
                    ExitCode.FAILED,
                    "Check the user and password, or the certificates, in --command-config FILE."),
            new Kind(UnknownTopicOrPartitionException.class, ExitCode.FAILED, CREATE_TOPICS),
            new Kind(InvalidTopicException.class, ExitCode.USAGE, "Choose another --topic-prefix."),
            new Kind(
                    UnsupportedVersionException.class,
                    ExitCode.FAILED,
                    "The brokers are older than this program needs."),
            new Kind(ApiException.class, ExitCode.FAILED, "That is Kafka's answer; the brokers' logs may say more."),
            new Kind(ProcessorStateException.class, ExitCode.FAILED, "Name another --state-directory."),
            new Kind(IOException.class, ExitCode.FAILED, "Check that the disk has room and is readable."),
            new Kind(OutOfMemoryError.class, ExitCode.FAILED, FullMemory.ADVICE));

    private final Output err;
    private final Optional<LogFile> logFile;

    public Failures(Output err, Optional<LogFile> logFile) {
        this.err = err;
        this.logFile = logFile;
    }

    /** Returns the failure of reading or writing a file, which Java does not always name. */
    public static CommandException ofFile(Path file, IOException failed, String advice) {
        var noFile = failed instanceof NoSuchFileException || Files.isDirectory(file);
        var exitCode = noFile ? ExitCode.BAD_DATA : ExitCode.FAILED;
        return new CommandException(exitCode, file + ": " + reason(file, failed), advice);
    }

    /** Returns why a file could not be read or written. */
    public static String reason(Path file, IOException failed) {
        return Files.isDirectory(file) ? "it is a folder, not a file" : reason(failed);
    }

    /** Prints what happened and what to do, and where options are set that are not on the command line. */
    public ExitCode report(Throwable failure, List<String> origins) {
        var exitCode = report(failure);
        if (!origins.isEmpty() && (exitCode == ExitCode.USAGE || exitCode == ExitCode.NO_KAFKA)) {
            err.println("Not from the command line: " + String.join(", ", origins));
        }
        return exitCode;
    }

    /** Prints what happened and what to do. */
    public ExitCode report(Throwable failure) {
        LoggerFactory.getLogger(Failures.class).info("The command failed", failure);
        if (failure instanceof CommandException known) {
            print(known.getMessage(), known.advice());
            return known.exitCode();
        }
        return kindOf(failure, KINDS)
                .or(() -> kindOf(failure, KAFKA))
                .map(known -> report(known.cause(), known.kind()))
                .orElseGet(() -> reportBug(failure));
    }

    private static Optional<Known> kindOf(Throwable failure, List<Kind> kinds) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Kind kind : kinds) {
                if (kind.type().isInstance(cause)) {
                    return Optional.of(new Known(cause, kind));
                }
            }
        }
        return Optional.empty();
    }

    private ExitCode report(Throwable cause, Kind kind) {
        if (cause instanceof MissingDataException missing) {
            print(missing.what(), missing.advice());
            return kind.exitCode();
        }
        linesOf(cause).forEach(line -> print(line, ""));
        if (!kind.advice().isEmpty()) {
            err.println(kind.advice());
        }
        return kind.exitCode();
    }

    /** What no rule foresaw is a fault of the program's, not of its user's. */
    private ExitCode reportBug(Throwable failure) {
        print(
                "unexpected: " + failure,
                logFile.map(file -> "Details: " + file.path()).orElse("Try again with -v."));
        return ExitCode.FAILED;
    }

    private static List<String> linesOf(Throwable failure) {
        return failure instanceof WrongTopicException wrong
                ? wrong.problems().stream().map(WrongTopicException::sentence).toList()
                : List.of(messageOf(failure));
    }

    private void print(String what, String advice) {
        err.println("glyphstream: " + what);
        if (!advice.isEmpty()) {
            err.println(advice);
        }
    }

    /** Returns what failed and why, in words. */
    static String messageOf(Throwable failure) {
        if (failure instanceof UnknownTopicOrPartitionException) {
            return missingTopic(failure);
        }
        if (failure instanceof AuthenticationException) {
            return Causes.text(failure);
        }
        if (failure instanceof OutOfMemoryError) {
            return FullMemory.message();
        }
        if (failure instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        return (failure instanceof IOException ? "reading or writing failed: " : "") + reason(failure);
    }

    /** Returns why something failed, in words where Java has only the name of a class. */
    public static String reason(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "there is a file of this name";
        }
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "it is a folder that is not empty";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        if (failure instanceof EOFException) {
            return "it ends too soon";
        }
        String message = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    /** Kafka names the topic in some of these messages. */
    private static String missingTopic(Throwable failure) {
        var name = TOPIC.matcher(String.valueOf(failure.getMessage()));
        return name.find() ? "there is no topic " + name.group(1) : "a topic of the pipeline is not there";
    }

    /** A failure in a chain of causes. */
    private record Known(Throwable cause, Kind kind) {}

    /** A failure, what the shell is told of it, and what to do. */
    private record Kind(Class<? extends Throwable> type, ExitCode exitCode, String advice) {}
}
