package ai.vugen.training.bench;

import ai.vugen.quantization.Precision;
import ai.vugen.session.LoadedModel;
import ai.vugen.session.NetworkWeights;
import ai.vugen.zoo.ModelFolder;
import ai.vugen.zoo.ModelZoo;

/**
 * A model that is timed, opened once for all sides.
 *
 * @param folder where it is
 * @param loaded its numbers and weights
 */
record BenchModel(ModelFolder folder, LoadedModel loaded) implements AutoCloseable {
  /** Opens a model of the catalog, or the one in a folder. */
  static BenchModel open(String idOrPath) {
    ModelFolder folder = ModelZoo.resolve(idOrPath);
    return new BenchModel(folder, LoadedModel.open(folder.path()));
  }

  /** Its weights in a precision; those of FAST are made in the cache folder if they are not. */
  NetworkWeights weights(Precision precision) {
    return new NetworkWeights(loaded, precision, folder::sha256);
  }

  @Override
  public void close() {
    loaded.close();
  }
}
