package ai.vugen.evaluation.judge;

import ai.vugen.error.InvalidImageException;
import ai.vugen.error.ModelException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.evaluation.features.FeatureExtractor;
import ai.vugen.image.Pixels;
import ai.vugen.image.Resize;
import ai.vugen.image.ResizeFilter;
import ai.vugen.json.JsonSection;
import ai.vugen.zoo.Manifest;
import ai.vugen.zoo.ModelZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained judge, which says what a picture shows, where, and in which colours, and how often it
 * errs. Thread-safe.
 *
 * <p>Its folder holds {@value #CONFIG}, with the numbers of {@link JudgeConfig}, the names of
 * things and colours and its {@link JudgeAccuracy}, and {@value #WEIGHTS}.
 */
public final class Judge implements AutoCloseable {
  /** The file with its numbers and names. */
  public static final String CONFIG = "config.json";

  /** The file with its weights. */
  public static final String WEIGHTS = "model.safetensors";

  /** The name of the bundled judge: that of its resource folder, and the id in its manifest. */
  public static final String BUNDLED = "picture-world";

  /** The section of {@value #CONFIG} with its accuracy. */
  static final String ACCURACY = "accuracy";

  private static final String RESOURCES = "ai/vugen/evaluation/judge";

  private final JudgeSession session;
  private final JudgeAccuracy accuracy;

  private Judge(JudgeSession session, JudgeAccuracy accuracy) {
    this.session = session;
    this.accuracy = accuracy;
  }

  /**
   * Opens the judge that is part of this library, after unpacking it into the cache folder if need
   * be.
   *
   * @throws ModelNotFoundException if this build has none
   * @throws ai.vugen.error.ModelIntegrityException if it is damaged
   * @throws ModelException if files cannot be read or written
   */
  public static Judge bundled() {
    return bundled(Judge.class.getClassLoader());
  }

  static Judge bundled(ClassLoader loader) {
    return ModelZoo.bundled(loader, RESOURCES, BUNDLED)
        .map(folder -> open(folder.path()))
        .orElseThrow(
            () ->
                new ModelNotFoundException(
                    "This build has no judge: the class path has no %s/%s/%s. Give the folder of a judge, on the command line with --judge."
                        .formatted(RESOURCES, BUNDLED, Manifest.FILE_NAME)));
  }

  /**
   * Opens the judge in a folder.
   *
   * @throws ModelNotFoundException if a file is missing
   * @throws ai.vugen.error.ModelIntegrityException if a file is damaged, if numbers, names and
   *     weights do not fit each other, or if the judge does not say how often it errs
   * @throws ModelException if the weights cannot be read
   */
  public static Judge open(Path folder) {
    JsonSection section = section(folder);
    if (!section.has(ACCURACY)) {
      throw section.fault(
          ACCURACY,
          "is missing; a judge says how often it errs. Train it to its end, or measure it and add"
              + " the section.");
    }
    JudgeAccuracy accuracy = JudgeAccuracy.of(section.section(ACCURACY));
    JudgeSession session = JudgeSession.open(folder, section);
    if (!accuracy.weights().equals(session.sha256())) {
      session.close();
      throw section.fault(
          ACCURACY,
          "is that of other weights: their SHA-256 is %s, that of %s is %s. Measure the judge again."
              .formatted(accuracy.weights(), WEIGHTS, session.sha256()));
    }
    return new Judge(session, accuracy);
  }

  /** Returns what is in the file of numbers and names. */
  static JsonSection section(Path folder) {
    Path file = folder.resolve(CONFIG);
    try {
      return JsonSection.parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ModelNotFoundException(
          file + " cannot be read; the folder of a judge holds " + CONFIG + " and " + WEIGHTS + ".",
          e);
    }
  }

  /** Returns the things it tells apart, by number. */
  public List<String> things() {
    return session.things();
  }

  /** Returns the colours it tells apart, by number; the first is "as drawn". */
  public List<String> colours() {
    return session.colours();
  }

  /** Returns the side of the pictures that it looks at, in pixels. */
  public int imageSize() {
    return session.config().imageSize();
  }

  /** Returns the SHA-256 of its weights file, 64 hexadecimal digits: which judge it is. */
  public String sha256() {
    return session.sha256();
  }

  /** Returns how often it errs, as measured when it was trained. */
  public JudgeAccuracy accuracy() {
    return accuracy;
  }

  JudgeSession session() {
    return session;
  }

  /**
   * Returns what a picture shows, the surest first.
   *
   * @param least least score, in [0, 1]
   * @throws InvalidImageException if the picture has not the judge's size
   */
  public List<Sighting> look(Pixels picture, double least) {
    return session.look(picture, least);
  }

  /**
   * Returns what a picture looks like as a whole: a vector to compare sets of pictures by. Of a
   * network with the channels {@code [.., fine, coarsest]} it has {@code fine + coarsest} numbers,
   * the means over the grid of the normed state that verdicts are read from and of the coarsest
   * level's state.
   *
   * @throws InvalidImageException if the picture has not the judge's size
   */
  public float[] features(Pixels picture) {
    return session.features(picture);
  }

  @Override
  public void close() {
    session.close();
  }

  /**
   * A thing that a judge saw in a picture.
   *
   * @param thing which, from 0
   * @param colour which, from 0, "as drawn"
   * @param tint the likeliest colour other than "as drawn"
   * @param score probability in [0, 1] that the middle of a thing lies there, times that of the
   *     thing
   * @param left of its box, in pixels
   * @param top of its box, in pixels
   * @param right of its box, in pixels
   * @param bottom of its box, in pixels
   */
  public record Sighting(
      int thing,
      int colour,
      int tint,
      double score,
      double left,
      double top,
      double right,
      double bottom) {}

  /**
   * What a judge makes of pictures of any size, which it sees in its own size (bicubic).
   * Thread-safe.
   *
   * @param judge who looks; whoever opened it closes it
   */
  public record Features(Judge judge) implements FeatureExtractor {
    @Override
    public String name() {
      return "judge of the picture world";
    }

    @Override
    public String sha256() {
      return judge.sha256();
    }

    @Override
    public float[] features(Pixels picture) {
      int size = judge.imageSize();
      return judge.features(new Resize(size, size, ResizeFilter.BICUBIC).apply(picture));
    }
  }
}
