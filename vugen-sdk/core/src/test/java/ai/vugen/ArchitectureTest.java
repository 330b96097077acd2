package ai.vugen;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;

/** Dependencies of packages point one way. */
@AnalyzeClasses(packages = "ai.vugen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static ArchRule only(String from, String... to) {
    String[] allowed = new String[to.length + 2];
    System.arraycopy(to, 0, allowed, 0, to.length);
    allowed[to.length] = "ai.vugen.error";
    allowed[to.length + 1] = from;
    return classes()
        .that()
        .resideInAPackage(from)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(not(resideInAnyPackage("ai.vugen.."))));
  }

  @ArchTest static final ArchRule errorAlone = only("ai.vugen.error");
  @ArchTest static final ArchRule deviceAlone = only("ai.vugen.device");
  @ArchTest static final ArchRule fileAlone = only("ai.vugen.file");
  @ArchTest static final ArchRule jsonAlone = only("ai.vugen.json");
  @ArchTest static final ArchRule tensorAlone = only("ai.vugen.tensor");
  @ArchTest static final ArchRule flowAlone = only("ai.vugen.flow");
  @ArchTest static final ArchRule textAlone = only("ai.vugen.text");

  @ArchTest
  static final ArchRule checkpointAlone =
      only("ai.vugen.checkpoint", "ai.vugen.file", "ai.vugen.json");

  @ArchTest
  static final ArchRule imageAlone = only("ai.vugen.image", "ai.vugen.file", "ai.vugen.json");

  @ArchTest
  static final ArchRule runtime = only("ai.vugen.runtime", "ai.vugen.device", "ai.vugen.file");

  @ArchTest
  static final ArchRule quantization =
      only("ai.vugen.quantization", "ai.vugen.checkpoint", "ai.vugen.file", "ai.vugen.tensor");

  @ArchTest static final ArchRule zoo = only("ai.vugen.zoo", "ai.vugen.file", "ai.vugen.json");

  @ArchTest
  static final ArchRule onnx =
      only(
          "ai.vugen.onnx",
          "ai.vugen.device",
          "ai.vugen.tensor",
          "ai.vugen.checkpoint",
          "ai.vugen.file");

  @ArchTest
  static final ArchRule model =
      only(
          "ai.vugen.model..",
          "ai.vugen.graph",
          "ai.vugen.tensor",
          "ai.vugen.image",
          "ai.vugen.file",
          "ai.vugen.json");

  @ArchTest static final ArchRule graph = only("ai.vugen.graph", "ai.vugen.tensor");

  @ArchTest
  static final ArchRule session =
      only(
          "ai.vugen.session",
          "ai.vugen.device",
          "ai.vugen.graph",
          "ai.vugen.model..",
          "ai.vugen.flow",
          "ai.vugen.onnx",
          "ai.vugen.runtime",
          "ai.vugen.checkpoint",
          "ai.vugen.quantization",
          "ai.vugen.tensor");

  private static ArchRule stage(String from, String... stagesBefore) {
    String[] allowed = Arrays.copyOf(stagesBefore, stagesBefore.length + 7);
    List<String> below =
        List.of(
            "ai.vugen.session",
            "ai.vugen.graph",
            "ai.vugen.model..",
            "ai.vugen.flow",
            "ai.vugen.text",
            "ai.vugen.runtime",
            "ai.vugen.image");
    for (int i = 0; i < below.size(); i++) {
      allowed[stagesBefore.length + i] = below.get(i);
    }
    return only(from, allowed);
  }

  @ArchTest static final ArchRule vision = stage("ai.vugen.pipeline.vision");

  @ArchTest
  static final ArchRule language = stage("ai.vugen.pipeline.language", "ai.vugen.pipeline.vision");

  @ArchTest
  static final ArchRule sampling =
      stage("ai.vugen.pipeline.sampling", "ai.vugen.pipeline.language");

  @ArchTest static final ArchRule decoding = stage("ai.vugen.pipeline.decoding");

  @ArchTest
  static final ArchRule pipeline =
      stage("ai.vugen.pipeline", "ai.vugen.pipeline..", "ai.vugen.device");

  @ArchTest
  static final ArchRule selfcheck =
      only(
          "ai.vugen.selfcheck",
          "ai.vugen.device",
          "ai.vugen.onnx",
          "ai.vugen.runtime",
          "ai.vugen.checkpoint",
          "ai.vugen.quantization",
          "ai.vugen.tensor");

  @ArchTest
  static final ArchRule onlyRuntimeKnowsOnnxRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("ai.vugen.runtime")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule noCycles = slices().matching("ai.vugen.(**)").should().beFreeOfCycles();

  @ArchTest
  static void noNameTwice(JavaClasses all) {
    assertThat(UniqueNames.twice(all)).isEmpty();
  }

  @ArchTest
  static final ArchRule noDumpingGrounds =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..core..", "..impl..");
}
