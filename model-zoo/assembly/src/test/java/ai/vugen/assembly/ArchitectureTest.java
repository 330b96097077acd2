package ai.vugen.assembly;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import ai.vugen.UniqueNames;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Folders are put together without the stages that draw and answer. */
@AnalyzeClasses(
    packages = "ai.vugen.assembly",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule USES_WHAT_DESCRIBES_A_MODEL =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      "ai.vugen",
                      "ai.vugen.assembly",
                      "ai.vugen.session",
                      "ai.vugen.graph",
                      "ai.vugen.model..",
                      "ai.vugen.checkpoint",
                      "ai.vugen.tensor",
                      "ai.vugen.file",
                      "ai.vugen.json",
                      "ai.vugen.error")
                  .or(DescribedPredicate.not(resideInAPackage("ai.vugen.."))));

  @ArchTest
  static void noNameTwice(JavaClasses all) {
    assertThat(UniqueNames.twice(all)).isEmpty();
  }
}
