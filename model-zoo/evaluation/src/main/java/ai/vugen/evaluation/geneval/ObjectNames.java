package ai.vugen.evaluation.geneval;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The names of the classes that GenEval's detector tells apart. */
public final class ObjectNames {
  private static final List<String> OFFICIAL =
      new String(BundledFile.read("object_names.txt"), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .toList();

  private ObjectNames() {}

  /**
   * The 80 class names of COCO as GenEval words them, such as {@code "computer mouse"}, in the
   * order of the detector's outputs (GenEval, MIT, Copyright (c) 2023 Dhruba Ghosh).
   */
  public static List<String> official() {
    return OFFICIAL;
  }
}
