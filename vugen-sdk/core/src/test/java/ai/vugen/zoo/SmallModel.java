package ai.vugen.zoo;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A model of a few files, as a jar bundles it: {@code ai/vugen/models/small} below a root. */
record SmallModel(Path root) {
  static final String ID = "small";
  static final String WEIGHTS = "model.safetensors";

  /** Larger than the blocks that files are copied in. */
  private static final int WEIGHT_BYTES = 300_001;

  static SmallModel create(Path root, long seed) throws IOException {
    SmallModel model = new SmallModel(root);
    Files.createDirectories(model.folder());
    byte[] weights = new byte[WEIGHT_BYTES];
    new Random(seed).nextBytes(weights);
    Files.write(model.folder().resolve(WEIGHTS), weights);
    Files.writeString(model.folder().resolve("config.json"), "{}");
    Files.writeString(model.folder().resolve("tokenizer.json"), "{\"seed\": " + seed + "}");
    Files.writeString(model.folder().resolve(Manifest.FILE_NAME), model.describe().json());
    return model;
  }

  Path folder() {
    return root.resolve("ai").resolve("vugen").resolve("models").resolve(ID);
  }

  Manifest describe() {
    return Manifest.of(folder(), ID, "A small model", "1", "CC0-1.0");
  }

  Manifest manifest() {
    return Manifest.read(folder()).orElseThrow();
  }

  /** Sees the model as if it were on the class path. */
  BundledModels source() throws IOException {
    return new BundledModels(new URLClassLoader(new URL[] {root.toUri().toURL()}, null));
  }

  /** Inverts one byte, which changes neither size nor name. */
  static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= (byte) 0xff;
    Files.write(file, bytes);
  }
}
