package ai.vugen;

import ai.vugen.zoo.ModelFolder;
import ai.vugen.zoo.ModelZoo;
import java.nio.file.Path;

/** Where a model is and which one it is. */
final class ModelLocation {
  private final ModelFolder folder;

  private ModelLocation(ModelFolder folder) {
    this.folder = folder;
  }

  /** Returns the model with an id of the catalog, or in the folder of this path. */
  static ModelLocation of(String idOrPath) {
    return new ModelLocation(ModelZoo.resolve(idOrPath));
  }

  /** Returns the model in a folder. */
  static ModelLocation of(Path folder) {
    return new ModelLocation(ModelZoo.open(folder));
  }

  Path folder() {
    return folder.path();
  }

  /** Returns the hash of its weights, which are read for it once. */
  String sha256() {
    return folder.sha256();
  }

  /** Returns which model it is; its weights are read for it once. */
  ModelIdentity identity() {
    return new ModelIdentity(folder.id(), folder.sha256());
  }
}
