package ai.vugen.evaluation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.UniqueNames;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Metrics stand side by side, and nothing here needs what trains models. */
@AnalyzeClasses(
    packages = "ai.vugen.evaluation",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("ai.vugen.evaluation.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SCORING_KNOWS_NO_JUDGE =
      noClasses()
          .that()
          .resideOutsideOfPackages("ai.vugen.evaluation.judge..", "ai.vugen.evaluation.sweep..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.vugen.evaluation.judge..");

  @ArchTest
  static void noNameTwice(JavaClasses all) {
    assertThat(UniqueNames.twice(all)).isEmpty();
  }

  @ArchTest
  static final ArchRule NOTHING_TRAINS =
      noClasses().should().dependOnClassesThat().resideInAPackage("ai.vugen.training..");
}
