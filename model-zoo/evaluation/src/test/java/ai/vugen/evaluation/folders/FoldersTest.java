package ai.vugen.evaluation.folders;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.error.InvalidImageException;
import ai.vugen.evaluation.PageElements;
import ai.vugen.evaluation.features.FeatureExtractor;
import ai.vugen.evaluation.features.FeatureMatrix;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.image.Pixels;
import ai.vugen.image.PngMetadata;
import ai.vugen.image.PngWriter;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FoldersTest {
  private final Path root;
  private final AtomicInteger computed = new AtomicInteger();

  FoldersTest(@TempDir Path root) {
    this.root = root;
  }

  /** Pictures of one gray pixel each. */
  private PictureFolder folder(String name, int count, IntUnaryOperator gray) throws IOException {
    Path folder = root.resolve(name);
    for (int i = 0; i < count; i++) {
      Path inner = Files.createDirectories(folder.resolve(i % 2 == 0 ? "even" : "odd"));
      byte value = (byte) gray.applyAsInt(i);
      Pixels picture = Pixels.of(1, 1, new byte[] {value, value, value});
      PngWriter.write(picture, PngMetadata.NONE, inner.resolve("%02d.png".formatted(i)));
    }
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    return PictureFolder.of(folder);
  }

  /** One feature, the gray of the pixel, or two: its square as well. */
  private FolderFeatures gray(String name, int numbers) {
    FeatureExtractor extractor =
        new FeatureExtractor() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public String sha256() {
            return "a".repeat(64);
          }

          @Override
          public float[] features(Pixels picture) {
            computed.incrementAndGet();
            float value = picture.rgb()[0] & 255;
            return numbers == 1 ? new float[] {value} : new float[] {value, value * value};
          }
        };
    return new FolderFeatures(
        extractor, root.resolve("out"), "features.safetensors", (folder, done) -> {});
  }

  @Test
  void picturesAreFoundInTheOrderOfTheirPaths() throws IOException {
    PictureFolder folder = folder("some", 4, i -> i);
    assertThat(folder.pictures())
        .containsExactly(
            Path.of("even/00.png"),
            Path.of("even/02.png"),
            Path.of("odd/01.png"),
            Path.of("odd/03.png"));
    FeatureMatrix features = gray("gray", 1).of(folder);
    assertThat(List.of(features.at(0, 0), features.at(1, 0), features.at(2, 0)))
        .containsExactly(0.0, 2.0, 1.0);
    refused(() -> PictureFolder.of(root.resolve("none")), "There is no folder");
    Path empty = Files.createDirectory(root.resolve("empty"));
    refused(() -> PictureFolder.of(empty), "There is no picture");
  }

  @Test
  void featuresAreComputedOnceAndKept() throws IOException {
    PictureFolder folder = folder("some", 6, i -> i);
    gray("gray", 1).of(folder);
    assertThat(computed).hasValue(6);
    gray("gray", 1).of(folder);
    assertThat(computed).hasValue(6);
    PictureFolder more = folder("some", 8, i -> i); // two more of them
    assertThat(gray("gray", 1).of(more).samples()).isEqualTo(8);
    assertThat(computed).hasValue(8);
    gray("another", 2).of(more);
    assertThat(computed).hasValue(16);
    Files.writeString(root.resolve("out").resolve("features.safetensors"), "damaged");
    gray("another", 2).of(more);
    assertThat(computed).hasValue(24);
  }

  @Test
  void whatWasDoneBeforeADamagedPictureIsKept() throws IOException {
    PictureFolder folder = folder("some", 6, i -> i);
    Path damaged = folder.root().resolve("odd").resolve("05.png");
    Files.writeString(damaged, "no picture");
    assertThatThrownBy(() -> gray("gray", 1).of(folder))
        .isInstanceOf(InvalidImageException.class)
        .hasMessageContaining("05.png");
    assertThat(computed).hasValue(5);
    Files.delete(damaged);
    gray("gray", 1).of(PictureFolder.of(folder.root()));
    assertThat(computed).hasValue(5);
  }

  /** Variances are equal, so the distance is the squared difference of the means. */
  @Test
  void aDistanceIsMeasuredAndReported() throws Exception {
    PictureFolder real = folder("real", 12, i -> i * 3);
    PictureFolder drawn = folder("drawn", 12, i -> i * 3 + 10);
    FolderDistance distance = FolderDistance.between(real, drawn, gray("gray", 1), 5);
    assertThat(distance.frechet().value()).isCloseTo(100, within(1e-9));
    assertThat(distance.inception()).isEmpty();
    FolderReport report = FolderReport.of(distance.withInceptionScore(gray("classes", 2)));
    JsonObject json = JsonParser.parseString(report.json()).getAsJsonObject();
    assertThat(json.getAsJsonObject("scores").keySet())
        .containsExactly(
            "frechet_distance",
            "kernel_distance",
            "kernel_distance_deviation",
            "precision",
            "recall",
            "density",
            "coverage",
            "inception_score",
            "inception_score_deviation");
    JsonObject protocol = json.getAsJsonObject("protocol");
    assertThat(protocol.get("feature_extractor").getAsString()).isEqualTo("gray");
    assertThat(protocol.get("kernel_distance").getAsString()).contains("100 subsets of 12");
    assertThat(report.text()).contains("frechet distance").contains("100.0000");
    Path page = report.write(new ReportFolder(root.resolve("out")));
    assertThat(PageElements.parse(Files.readString(page)).of("img")).hasSize(24);
    assertThat(page.resolveSibling("pictures").resolve("drawn-11.png")).isRegularFile();
  }

  @Test
  void tooFewPicturesAreRefused() throws IOException {
    PictureFolder five = folder("five", 5, i -> i);
    refused(
        () -> FolderDistance.between(five, five, gray("gray", 1), 5),
        "number of pictures in the smaller folder is 5; expected more than 5");
    refused(() -> FolderDistance.between(five, five, gray("gray", 1), 0), "neighbours is 0");
  }

  @Test
  void captionsBelongToPaths() throws IOException {
    PictureFolder folder = folder("some", 2, i -> i);
    Path file = root.resolve("captions.tsv");
    Files.writeString(file, "odd/01.png\ta dog\neven/00.png\ta\tcat\n");
    assertThat(Captions.of(folder, file)).containsExactly("a\tcat", "a dog");
    Files.writeString(file, "odd/01.png\ta dog\n");
    refused(() -> Captions.of(folder, file), "even/00.png has no caption in ");
    Files.writeString(file, "odd/01.png a dog\n");
    refused(() -> Captions.of(folder, file), "a tab and its caption");
    refused(() -> Captions.of(folder, null), "has no caption in its metadata");
  }
}
