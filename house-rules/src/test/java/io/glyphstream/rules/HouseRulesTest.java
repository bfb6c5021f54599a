package io.glyphstream.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.glyphstream.model.Classifier;
import io.glyphstream.processor.lifecycle.WatchedThread;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.specific.AvroGenerated;

/** What the modules' dependencies cannot express. */
@AnalyzeClasses(
        packages = "io.glyphstream",
        importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.WrittenByHand.class})
final class HouseRulesTest {

    private static final String COMMANDS = "io.glyphstream.cli..";
    private static final String BENCHMARKS = "io.glyphstream.benchmarks..";
    private static final String REGISTRY = "io.glyphstream.registry";
    private static final String PROCESSOR = "io.glyphstream.processor";

    @ArchTest
    static final ArchRule onlyCommandsReadTheEnvironment = noClasses()
            .that()
            .resideOutsideOfPackage(COMMANDS)
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getenv")
            .because("whoever runs a program must see all its settings in one place");

    @ArchTest
    static final ArchRule onlyCommandsReadTheClock = noClasses()
            .that()
            .resideOutsideOfPackages(COMMANDS, BENCHMARKS)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because(
                    "time is an argument; System.nanoTime may measure how long something took (benchmarks are commands, too)");

    @ArchTest
    static final ArchRule onlyCommandsEndTheProgram = noClasses()
            .that()
            .resideOutsideOfPackage(COMMANDS)
            .and()
            .doNotHaveFullyQualifiedName("io.glyphstream.benchmarks.Bench")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("a library that ends its program takes the caller's work with it");

    @ArchTest
    static final ArchRule textReachesTerminalsOnOneWay = noClasses()
            .that()
            .haveNameNotMatching(
                    "io\\.glyphstream\\.(cli\\.terminal\\.Output|cli\\.terminal\\.FullMemory|broker\\.EmbeddedBroker)(\\$.*)?")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "console")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .orShould()
            .callConstructor(FileOutputStream.class, FileDescriptor.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(PrintStream.class)
            .because("Output escapes what a terminal would obey in ids, reasons and names (the broker's stream is"
                    + " silent, and FullMemory has one text of its own)");

    @ArchTest
    static final ArchRule randomnessHasASeed = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .because("the same seed, data and settings must give the same bits");

    @ArchTest
    static final ArchRule nothingRunsInTheCommonPoolUnasked = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "run a task of a CompletableFuture without an executor",
                    call -> call.getTargetOwner().isAssignableTo(CompletableFuture.class)
                            && call.getName().endsWith("Async")
                            && call.getTarget().getRawParameterTypes().stream()
                                    .noneMatch(type -> type.isEquivalentTo(Executor.class))))
            .because("from JDK 25 on, one task that blocks there may keep all others waiting: name the executor");

    @ArchTest
    static final ArchRule kafkaStreamsStaysInTheProcessor = noClasses()
            .that()
            .resideOutsideOfPackages(PROCESSOR, COMMANDS)
            .and()
            .haveSimpleNameNotStartingWith("CopyStream")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..")
            .because("a producer or a trainer needs no stream engine, nor do the packages beneath the processor's"
                    + " (benchmarks compare with a topology that only copies)");

    @ArchTest
    static final ArchRule packagesOfTheProcessorSeeEachOtherOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("settings")
            .definedBy(PROCESSOR + ".settings")
            .layer("lifecycle")
            .definedBy(PROCESSOR + ".lifecycle")
            .layer("metrics")
            .definedBy(PROCESSOR + ".metrics")
            .layer("scoring")
            .definedBy(PROCESSOR + ".scoring")
            .layer("resume")
            .definedBy(PROCESSOR + ".resume")
            .layer("status")
            .definedBy(PROCESSOR + ".status")
            .layer("topology and service")
            .definedBy(PROCESSOR)
            .whereLayer("settings")
            .mayNotAccessAnyLayer()
            .whereLayer("lifecycle")
            .mayNotAccessAnyLayer()
            .whereLayer("metrics")
            .mayNotAccessAnyLayer()
            .whereLayer("scoring")
            .mayOnlyAccessLayers("settings", "lifecycle", "metrics")
            .whereLayer("resume")
            .mayOnlyAccessLayers("settings")
            .whereLayer("status")
            .mayOnlyAccessLayers("settings", "lifecycle", "metrics")
            .because("each can be understood, and tested, without the topology and the service above it");

    @ArchTest
    static final ArchRule everyThreadHasARowInTheTable = classes()
            .that(DescribedPredicate.describe("start threads", HouseRulesTest::startThreads))
            .should(haveARowInTheTableOfThreads())
            .because("who changes what threads share must know all of them");

    @ArchTest
    static final ArchRule onlyTheTrainerServiceLooksForDrift = noClasses()
            .that()
            .resideOutsideOfPackages("io.glyphstream.drift..", "io.glyphstream.learning.service", COMMANDS, BENCHMARKS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.glyphstream.drift..")
            .because("an alarm of a detector starts a training, and changes nothing else");

    @ArchTest
    static final ArchRule brokerInternalsStayInOneClass = noClasses()
            .that()
            .haveNameNotMatching(".*\\.EmbeddedBroker.*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
            .because("the broker's classes are internal to Kafka and change without notice");

    @ArchTest
    static final ArchRule matricesKnowNoModel = noClasses()
            .that()
            .resideInAPackage("io.glyphstream.matrix..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.glyphstream..")
                    .and(DescribedPredicate.not(resideInAPackage("io.glyphstream.matrix.."))))
            .because("what any mathematics may use must not know who uses it");

    @ArchTest
    static final ArchRule kindsOfModelsDoNotSeeEachOther = slices().matching("io.glyphstream.model.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage("io.glyphstream.model.neural.."))
            .because("a kind of model can be added or taken away without touching another; neural is no kind, but what"
                    + " networks share");

    @ArchTest
    static final ArchRule onlyTheTableOfKindsSeesKinds = noClasses()
            .that()
            .resideInAPackage("io.glyphstream.model")
            .and()
            .haveSimpleNameNotEndingWith("ModelKinds")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.glyphstream.model.*..")
            .because("what all kinds share must not know one of them");

    @ArchTest
    static final ArchRule everyClassifierIsInTheTableOfKinds = classes()
            .that()
            .areAssignableTo(Classifier.class)
            .and()
            .areNotInterfaces()
            .should(beNamedBy("io.glyphstream.model.ModelKinds"))
            .because(
                    "a model that no snapshot can hold cannot be published; Classifier cannot be sealed across packages");

    @ArchTest
    static final ArchRule thoseWhoPublishDeployAndFollowShareTheTopicsAlone = layeredArchitecture()
            .consideringAllDependencies()
            .layer("topics")
            .definedBy(REGISTRY + ".topics..")
            .layer("deployments")
            .definedBy(REGISTRY + ".deployments..")
            .layer("publishing")
            .definedBy(REGISTRY + ".publishing..")
            .layer("following")
            .definedBy(REGISTRY + ".following..")
            .whereLayer("topics")
            .mayOnlyBeAccessedByLayers("deployments", "publishing", "following")
            .because("what the records mean is decided in one place, and nobody outside depends on its form");

    @ArchTest
    static final ArchRule thoseWhoPublishDeployAndFollowDoNotSeeEachOther = slices().matching(REGISTRY + ".(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(REGISTRY + ".topics.."))
            .ignoreDependency(
                    resideInAPackage(REGISTRY + ".publishing.."), resideInAPackage(REGISTRY + ".deployments.."))
            .because("they meet on the topics; publishing alone knows of deployments: it removes only what is retired");

    @ArchTest
    static final ArchRule whatTheRegistrySharesKnowsNoneOfItsTrades = noClasses()
            .that()
            .resideInAPackage(REGISTRY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(REGISTRY + ".*..")
            .because("packages must not depend on each other in a circle");

    @ArchTest
    static final ArchRule packagesOfCommandsSeeOnlyWhatLiesBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("program")
            .definedBy("io.glyphstream.cli")
            .layer("commands")
            .definedBy(
                    "io.glyphstream.cli.demo",
                    "io.glyphstream.cli.models",
                    "io.glyphstream.cli.soak",
                    "io.glyphstream.cli.topics")
            .layer("images")
            .definedBy("io.glyphstream.cli.images")
            .layer("kafka")
            .definedBy("io.glyphstream.cli.kafka")
            .layer("command")
            .definedBy("io.glyphstream.cli.command")
            .layer("terminal")
            .definedBy("io.glyphstream.cli.terminal")
            .whereLayer("program")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("commands")
            .mayOnlyBeAccessedByLayers("program")
            .whereLayer("images")
            .mayOnlyBeAccessedByLayers("program", "commands")
            .whereLayer("kafka")
            .mayOnlyBeAccessedByLayers("program", "commands", "images")
            .whereLayer("command")
            .mayOnlyBeAccessedByLayers("program", "commands", "images", "kafka")
            .ensureAllClassesAreContainedInArchitectureIgnoring(DescribedPredicate.not(resideInAPackage(COMMANDS)))
            .because("a command can be added or changed without reading the others");

    @ArchTest
    static final ArchRule groupsOfCommandsDoNotSeeEachOther = slices().matching(
                    "io.glyphstream.cli.(demo|models|soak|topics)..")
            .should()
            .notDependOnEachOther()
            .because("what two of them need belongs below them");

    @ArchTest
    static final ArchRule classesAreFinal = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotRecords()
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotAnnotatedWith(AvroGenerated.class)
            .and()
            .areNotAnnotatedWith("org.openjdk.jmh.annotations.State")
            .should(beClosed())
            .because("what is not made to be extended should say so (JMH extends its benchmarks)");

    /** JMH generates classes, which follow rules of its own. */
    static final class WrittenByHand implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/jmh_generated/");
        }
    }

    private HouseRulesTest() {}

    private static boolean startThreads(JavaClass type) {
        var makes = type.getConstructorCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isAssignableTo(Thread.class)
                        || call.getTargetOwner().isAssignableTo(ExecutorService.class));
        var asks = type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Executors.class)
                        || call.getTargetOwner().isEquivalentTo(WatchedThread.class)
                        || call.getName().equals("parallel"));
        return (makes || asks) && !type.isEquivalentTo(WatchedThread.class);
    }

    /** Returns the rows of the table of threads. */
    private static List<String> rows() {
        try {
            var lines = Files.readString(Path.of("../docs/architecture.md"));
            var begin = lines.indexOf("## Threads");
            return lines.substring(begin, lines.indexOf("\n## ", begin + 1))
                    .lines()
                    .filter(line -> line.startsWith("| "))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(HouseRulesTest::outermost).orElse(type.getSimpleName());
    }

    private static ArchCondition<JavaClass> haveARowInTheTableOfThreads() {
        return new ArchCondition<>("have a row in docs/architecture.md") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var named = rows().stream().anyMatch(row -> row.contains("`" + outermost(type) + "`"));
                events.add(new SimpleConditionEvent(type, named, type.getName() + " has no row there"));
            }
        };
    }

    private static ArchCondition<JavaClass> beNamedBy(String user) {
        return new ArchCondition<>("be named by " + user) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var named = type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> use.getOriginClass().getName().equals(user));
                events.add(new SimpleConditionEvent(type, named, type.getName() + " is not named by " + user));
            }
        };
    }

    private static ArchCondition<JavaClass> beClosed() {
        return new ArchCondition<>("be final, abstract or sealed") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var closed = type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.reflect().isSealed()
                        || type.getEnclosingClass()
                                .filter(outer -> outer.isAnnotatedWith(AvroGenerated.class))
                                .isPresent();
                events.add(new SimpleConditionEvent(type, closed, type.getName() + " can be extended"));
            }
        };
    }
}
