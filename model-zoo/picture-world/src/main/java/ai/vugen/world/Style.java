package ai.vugen.world;

/** A drawing style: the folder its drawings lie in and the adjective that captions call it by. */
public enum Style {
  /** Shaded drawings with gradients and highlights. */
  GLOSSY("noto", "glossy"),
  /** Simple drawings with bold colours and friendly faces. */
  CARTOON("blob", "cartoon"),
  /** Drawings of plain single-colour areas without shading. */
  FLAT("fx", "flat");

  private final String folder;
  private final String word;

  Style(String folder, String word) {
    this.folder = folder;
    this.word = word;
  }

  /** Name of the sub-folder that holds the drawings of this style. */
  public String folder() {
    return folder;
  }

  /** Adjective used in captions, such as {@code "flat"}. */
  public String word() {
    return word;
  }
}
