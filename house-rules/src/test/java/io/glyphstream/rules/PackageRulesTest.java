package io.glyphstream.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may see whom between the packages of one module. {@link HouseRulesTest} has those of cli, model, processor and registry. */
@AnalyzeClasses(
        packages = "io.glyphstream",
        importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.WrittenByHand.class})
final class PackageRulesTest {

    @ArchTest
    static final ArchRule measurementsDoNotSeeEachOther = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("measuring")
            .definedBy("io.glyphstream.benchmarks.measuring")
            .layer("models")
            .definedBy("io.glyphstream.benchmarks.models")
            .layer("pipeline")
            .definedBy("io.glyphstream.benchmarks.pipeline")
            .layer("drift")
            .definedBy("io.glyphstream.benchmarks.drift")
            .layer("commands")
            .definedBy("io.glyphstream.benchmarks")
            .whereLayer("measuring")
            .mayNotAccessAnyLayer()
            .whereLayer("models")
            .mayOnlyAccessLayers("measuring")
            .whereLayer("pipeline")
            .mayOnlyAccessLayers("measuring")
            .whereLayer("drift")
            .mayOnlyAccessLayers("measuring")
            .because("a measurement can be understood, and changed, without the others");

    @ArchTest
    static final ArchRule sourcesOfImagesSeeEachOtherOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("values")
            .definedBy("io.glyphstream.datasets")
            .layer("pictures")
            .definedBy("io.glyphstream.datasets.pictures")
            .layer("drawing")
            .definedBy("io.glyphstream.datasets.drawing")
            .layer("idx")
            .definedBy("io.glyphstream.datasets.idx")
            .layer("catalog")
            .definedBy("io.glyphstream.datasets.catalog")
            .whereLayer("values")
            .mayNotAccessAnyLayer()
            .whereLayer("pictures")
            .mayOnlyAccessLayers("values")
            .whereLayer("idx")
            .mayOnlyAccessLayers("values")
            .whereLayer("drawing")
            .mayOnlyAccessLayers("values", "pictures")
            .whereLayer("catalog")
            .mayOnlyAccessLayers("values", "drawing", "idx")
            .because("a way to come by images can be understood without the others");

    @ArchTest
    static final ArchRule whatIsReadAndWhatIsReportedKnowNoRuleOfTheVerification = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("topics")
            .definedBy("io.glyphstream.verifier.topics")
            .layer("report")
            .definedBy("io.glyphstream.verifier.report")
            .layer("checks")
            .definedBy("io.glyphstream.verifier")
            .whereLayer("topics")
            .mayNotAccessAnyLayer()
            .whereLayer("report")
            .mayNotAccessAnyLayer()
            .because(
                    "a verification can be given other topics, and its report be read, without the checks between them");

    @ArchTest
    static final ArchRule pagesStandBetweenTheServerAndTheStream = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("web")
            .definedBy("io.glyphstream.console.web")
            .layer("stream")
            .definedBy("io.glyphstream.console.stream")
            .layer("pages")
            .definedBy("io.glyphstream.console.pages")
            .whereLayer("web")
            .mayNotAccessAnyLayer()
            .whereLayer("stream")
            .mayNotAccessAnyLayer()
            .because("what is known of the stream can be tested without a server, and the server without a stream");

    @ArchTest
    static final ArchRule theServerKnowsNoKafka = noClasses()
            .that()
            .resideInAPackage("io.glyphstream.console.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.glyphstream.schemas..")
            .because("who may write is decided without a broker");

    @ArchTest
    static final ArchRule theStreamKnowsNoServer = noClasses()
            .that()
            .resideInAPackage("io.glyphstream.console.stream")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
            .because("what is known of the stream can be tested without a server");

    @ArchTest
    static final ArchRule aTrainingKnowsNeitherReleaseNorReport = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("evaluation")
            .definedBy("io.glyphstream.trainer.evaluation")
            .layer("training")
            .definedBy("io.glyphstream.trainer")
            .layer("release")
            .definedBy("io.glyphstream.trainer.release")
            .layer("report")
            .definedBy("io.glyphstream.trainer.report")
            .whereLayer("evaluation")
            .mayNotAccessAnyLayer()
            .whereLayer("training")
            .mayOnlyAccessLayers("evaluation")
            .whereLayer("release")
            .mayOnlyAccessLayers("evaluation", "training")
            .because("a model can be trained and measured without being published or reported");

    @ArchTest
    static final ArchRule recordsKnowNothingOfTheCluster = noClasses()
            .that()
            .resideInAPackage("io.glyphstream.schemas")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.glyphstream.schemas.kafka")
            .because("a record and its bytes can be understood without topics and rights");

    @ArchTest
    static final ArchRule dataSetsOnTheLogKnowNobodyWhoUsesThem = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("window")
            .definedBy("io.glyphstream.learning.window")
            .layer("service")
            .definedBy("io.glyphstream.learning.service")
            .layer("proof")
            .definedBy("io.glyphstream.learning")
            .whereLayer("window")
            .mayNotAccessAnyLayer()
            .whereLayer("service")
            .mayOnlyAccessLayers("window")
            .whereLayer("proof")
            .mayOnlyAccessLayers("window")
            .because("who reads the ranges of a manifest again must not need the service that named them");

    @ArchTest
    static final ArchRule onlyServicesServePages = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.glyphstream.http",
                    "io.glyphstream.processor..",
                    "io.glyphstream.learning.service",
                    "io.glyphstream.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.glyphstream.http..")
            .because("what computes, reads or publishes can be used without a port");

    @ArchTest
    static final ArchRule filesOfOtherProgramsAreReadByACommand = noClasses()
            .that()
            .resideOutsideOfPackages("io.glyphstream.onnx..", "io.glyphstream.cli.models")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.glyphstream.onnx..")
            .because("once it is imported, a network is a model like any other");

    @ArchTest
    static final ArchRule protocolBuffersStayWithTheFilesThatAreWrittenInThem = noClasses()
            .that()
            .resideOutsideOfPackage("io.glyphstream.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.protobuf..")
            .because("the messages of a file are nobody's values");

    @ArchTest
    static final ArchRule networksFromFilesKnowModelsAlone = noClasses()
            .that()
            .resideInAPackage("io.glyphstream.onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.glyphstream.schemas..", "io.glyphstream.registry..")
            .because("what a file holds does not depend on where it is published");

    private PackageRulesTest() {}
}
