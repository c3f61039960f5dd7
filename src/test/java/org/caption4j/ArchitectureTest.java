package org.caption4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of docs/architecture.md: arrows point down only. */
@AnalyzeClasses(packages = "org.caption4j", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("org.caption4j.cli..")
          .layer("doctor")
          .definedBy("org.caption4j.doctor..")
          .layer("train")
          .definedBy("org.caption4j.train..")
          .layer("eval")
          .definedBy("org.caption4j.eval..")
          .layer("batch")
          .definedBy("org.caption4j.batch..")
          .layer("page")
          .definedBy("org.caption4j.page..")
          .layer("captioner")
          .definedBy("org.caption4j.captioner..")
          .layer("pretrained")
          .definedBy("org.caption4j.pretrained..")
          .layer("encoder")
          .definedBy("org.caption4j.encoder..")
          .layer("decoder")
          .definedBy("org.caption4j.decoder..")
          .layer("metric")
          .definedBy("org.caption4j.metric..")
          .layer("metadata")
          .definedBy("org.caption4j.metadata..")
          .layer("data")
          .definedBy("org.caption4j.data..")
          .layer("image")
          .definedBy("org.caption4j.image..")
          .layer("text")
          .definedBy("org.caption4j.text..")
          .layer("tensor")
          .definedBy("org.caption4j.tensor..")
          .layer("ground")
          .definedBy("org.caption4j")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("doctor")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("train")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("eval")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("batch")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("page")
          .mayOnlyBeAccessedByLayers("cli", "eval", "batch")
          .whereLayer("captioner")
          .mayOnlyBeAccessedByLayers("cli", "doctor", "train", "eval", "batch", "page")
          .whereLayer("pretrained")
          .mayOnlyBeAccessedByLayers("cli", "doctor", "train", "captioner")
          .whereLayer("encoder")
          .mayOnlyBeAccessedByLayers("cli", "doctor", "train", "captioner", "pretrained")
          .whereLayer("decoder")
          .mayOnlyBeAccessedByLayers("cli", "train", "captioner")
          .whereLayer("metric")
          .mayOnlyBeAccessedByLayers("cli", "train", "eval", "batch", "captioner")
          .whereLayer("metadata")
          .mayOnlyBeAccessedByLayers("cli", "batch")
          .whereLayer("data")
          .mayOnlyBeAccessedByLayers("cli", "train", "eval", "batch", "captioner", "encoder")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers(
              "cli",
              "doctor",
              "train",
              "eval",
              "batch",
              "page",
              "captioner",
              "pretrained",
              "encoder",
              "metadata")
          .whereLayer("text")
          .mayOnlyBeAccessedByLayers("cli", "train", "eval", "captioner", "metric")
          .whereLayer("tensor")
          .mayOnlyAccessLayers("ground")
          .whereLayer("ground")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule NO_CIRCLES =
      slices().matching("org.caption4j.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule DL4J_STAYS_IN_THE_ZOO =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.caption4j.encoder.zoo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.deeplearning4j..");

  @ArchTest
  static final ArchRule ONNX_RUNTIME_STAYS_IN_ITS_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.caption4j.encoder.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule ONEDNN_STAYS_IN_ITS_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.caption4j.encoder.onednn..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.dnnl..");

  @ArchTest
  static final ArchRule THE_FORM_OF_ONNX_FILES_STAYS_IN_ITS_PACKAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.caption4j.encoder.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("onnx..", "org.nd4j.shade.protobuf..");

  @ArchTest
  static final ArchRule XMP_STAYS_IN_METADATA =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.caption4j.metadata..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.adobe..");

  @ArchTest
  static final ArchRule ND4J_OPERATIONS_STAY_IN_TENSOR =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.caption4j.tensor..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.nd4j.linalg.api.ops..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS_AND_EXITS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.caption4j.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);
}
