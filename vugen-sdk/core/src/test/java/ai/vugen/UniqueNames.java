package ai.vugen;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds simple names that a reader could confuse. */
public final class UniqueNames {
  private UniqueNames() {}

  /** Returns the packages of each simple name that more than one top-level class has. */
  public static Map<String, TreeSet<String>> twice(JavaClasses classes) {
    Map<String, TreeSet<String>> packages =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(
                groupingBy(
                    JavaClass::getSimpleName,
                    TreeMap::new,
                    mapping(JavaClass::getPackageName, toCollection(TreeSet::new))));
    packages.values().removeIf(places -> places.size() < 2);
    return packages;
  }
}
