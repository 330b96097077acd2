package ai.vugen.evaluation.reconstruction;

import static ai.vugen.evaluation.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.vugen.ModelIdentity;
import ai.vugen.VuGen;
import ai.vugen.device.Precision;
import ai.vugen.evaluation.PageElements;
import ai.vugen.evaluation.features.FeatureExtractor;
import ai.vugen.evaluation.report.MeasuredModel;
import ai.vugen.evaluation.report.ReportFolder;
import ai.vugen.evaluation.scenes.HeldOutScenes;
import ai.vugen.image.Pixels;
import ai.vugen.image.PixelsReader;
import ai.vugen.world.Drawings;
import ai.vugen.world.Split;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with hand-made codecs and with the bundled model. */
final class ReconstructionTest {
  private static final MeasuredModel NOBODY =
      new MeasuredModel(
          new ModelIdentity("<nobody>", "0".repeat(64)), null, "1", Precision.FLOAT32);

  private static Path drawings = Path.of("");

  private final ReportFolder folder;

  ReconstructionTest(@TempDir Path root) {
    this.folder = new ReportFolder(root);
  }

  @BeforeAll
  static void draw(@TempDir Path shared) throws IOException {
    System.setProperty("vugen.home", shared.resolve("cache").toString());
    drawings = Drawings.folder(shared.resolve("drawings"));
  }

  @AfterAll
  static void useDefaultCache() {
    System.clearProperty("vugen.home");
  }

  private ReconstructionRun run(int size, int scenes) {
    return new ReconstructionRun(
        folder, HeldOutScenes.open(drawings, size, scenes, 7), new MeanColour(), progress -> {});
  }

  /** Two features: the means of the red and of the blue samples. */
  private record MeanColour() implements FeatureExtractor {
    @Override
    public String name() {
      return "mean <colour>";
    }

    @Override
    public String sha256() {
      return "c".repeat(64);
    }

    @Override
    public float[] features(Pixels picture) {
      byte[] rgb = picture.rgb();
      float[] means = new float[2];
      for (int i = 0; i < rgb.length; i += 3) {
        means[0] += (rgb[i] & 255) * 3f / rgb.length;
        means[1] += (rgb[i + 2] & 255) * 3f / rgb.length;
      }
      return means;
    }
  }

  /** Adds 3 to every red sample that is not too bright for it in one step, and 6 in eight. */
  private static List<Pixels> redder(Pixels picture, List<Integer> steps) {
    return List.of(shifted(picture, 3), shifted(picture, 6));
  }

  private static Pixels shifted(Pixels picture, int by) {
    byte[] rgb = picture.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) ((rgb[i] & 255) / 2 + by);
    }
    return Pixels.of(picture.width(), picture.height(), rgb);
  }

  @Test
  void decodedPicturesAreComparedWithTheOriginalsAsSets() {
    ReconstructionResult result = run(32, 40).measure(ReconstructionTest::nearlyRight, NOBODY);
    ReconstructionResult red = run(32, 40).measure(ReconstructionTest::redder, NOBODY);
    for (Split split : HeldOutScenes.SPLITS) {
      PictureFidelity.Summary exact = Objects.requireNonNull(result.scores().get(split)).get(1);
      assertThat(exact.frechet().value()).isCloseTo(0, within(1e-6));
      assertThat(exact.frechet().realSamples()).hasValue(40);
      assertThat(exact.frechet().features()).isEqualTo(2);
      List<PictureFidelity.Summary> shifts = Objects.requireNonNull(red.scores().get(split));
      double mean = meanRed(split);
      for (int i = 0; i < 2; i++) {
        // Halved to whole numbers: the mean of what is lost lies between 0 and a half.
        double shift = mean / 2 - 3 * (i + 1);
        assertThat(shifts.get(i).frechet().meanTerm())
            .isBetween(shift * shift, (shift + 0.5) * (shift + 0.5));
      }
    }
  }

  private static double meanRed(Split split) {
    HeldOutScenes scenes = HeldOutScenes.open(drawings, 32, 40, 7);
    return IntStream.range(0, 40)
        .mapToDouble(i -> new MeanColour().features(scenes.picture(split, i).pixels())[0])
        .average()
        .orElseThrow();
  }

  /** Changes every sample by one in one step, and nothing in eight. */
  private static List<Pixels> nearlyRight(Pixels picture, List<Integer> steps) {
    byte[] changed = picture.rgb();
    for (int i = 0; i < changed.length; i++) {
      changed[i] ^= 1;
    }
    assertThat(steps).containsExactly(1, 8);
    return List.of(Pixels.of(picture.width(), picture.height(), changed), picture);
  }

  private String reportOfNano() throws IOException {
    try (VuGen vugen = VuGen.builder().build()) {
      int size = ReconstructionRun.pictureSize(vugen.info());
      ReconstructionResult result =
          run(size, 2).measure(PictureCodec.of(vugen), MeasuredModel.of(vugen.info()));
      Path page = new ReconstructionReport(result).write(folder);
      return Files.readString(page.resolveSibling("report.json"));
    }
  }

  @Test
  void scoresAreThoseOfTheChanges() {
    ReconstructionResult result = run(32, 2).measure(ReconstructionTest::nearlyRight, NOBODY);

    assertThat(result.scores()).hasSize(2);
    for (List<PictureFidelity.Summary> summaries : result.scores().values()) {
      PictureFidelity.Summary one = summaries.get(0);
      assertThat(one.steps()).isEqualTo(1);
      assertThat(one.psnr().mean()).isCloseTo(20 * Math.log10(255), within(1e-9));
      assertThat(one.psnr().deviation()).isCloseTo(0, within(1e-9));
      assertThat(one.ssim().mean()).isGreaterThan(0.9).isLessThan(1);
      PictureFidelity.Summary eight = summaries.get(1);
      assertThat(eight.steps()).isEqualTo(8);
      assertThat(eight.psnr().mean()).isCloseTo(100, within(1e-9));
      assertThat(eight.ssim().mean()).isCloseTo(1, within(1e-9));
    }
    assertThat(result.text())
        .startsWith("held out scenes:\n  1 step   PSNR 48.13 dB (deviation 0.00), SSIM ")
        .contains(
            "  8 steps  PSNR 100.00 dB (deviation 0.00), SSIM 1.0000 (deviation 0.0000), Fréchet distance");
  }

  @Test
  void deviationsAreOfTheWholePopulation() {
    assertThat(PictureFidelity.Spread.of(List.of(1.0, 3.0)))
        .isEqualTo(new PictureFidelity.Spread(2, 1));
    assertThat(PictureFidelity.Spread.of(List.of(4.0))).isEqualTo(new PictureFidelity.Spread(4, 0));
  }

  @Test
  void thePageShowsTheFirstScenesOfEachSplit() throws Exception {
    ReconstructionResult result = run(16, 34).measure(ReconstructionTest::nearlyRight, NOBODY);
    String text = Files.readString(new ReconstructionReport(result).write(folder));
    PageElements page = PageElements.parse(text);

    assertThat(page.of("h3")).hasSize(64);
    assertThat(page.attributes("img", "src"))
        .hasSize(192)
        .doesNotHaveDuplicates()
        .allSatisfy(link -> assertThat(folder.root().resolve(link)).exists());
    assertThat(page.texts("figcaption").subList(0, 3))
        .satisfiesExactly(
            original -> assertThat(original).isEqualTo("original"),
            one -> assertThat(one).startsWith("1 step: 48.13 dB, SSIM "),
            eight -> assertThat(eight).isEqualTo("8 steps: 100.00 dB, SSIM 1.0000"));
    assertThat(page.texts("p")).containsOnly("The first 32 of 34 scenes.");
    assertThat(page.texts("td")).contains("<nobody>", "48.13 dB", "1, 8", "mean <colour>");
    assertThat(page.of("script")).isEmpty();
    assertThat(result.scenes().get(Split.HELD_OUT_SCENES)).hasSize(34);
  }

  @Test
  void theDataHoldProtocolScoresAndEveryScene() throws IOException {
    String text = reportOfNano();
    JsonObject report = JsonParser.parseString(text).getAsJsonObject();

    JsonObject protocol = report.getAsJsonObject("protocol");
    assertThat(protocol.get("model").getAsString()).isEqualTo("nano");
    assertThat(protocol.get("decoder_steps").getAsJsonArray()).hasSize(2);
    assertThat(protocol.get("feature_extractor").getAsString()).isEqualTo("mean <colour>");
    assertThat(protocol.get("feature_extractor_sha256").getAsString()).isEqualTo("c".repeat(64));
    assertThat(protocol.get("frechet_distance").getAsString()).startsWith("of 2 decoded pictures");
    assertThat(protocol.keySet())
        .contains("model_version", "model_sha256", "sdk_version", "seed", "mix");
    JsonObject one =
        report
            .getAsJsonObject("scores")
            .getAsJsonObject("held_out_combinations")
            .getAsJsonObject("1");
    assertThat(one.getAsJsonObject("psnr").get("mean").getAsDouble()).isBetween(5.0, 60.0);
    assertThat(one.getAsJsonObject("ssim").get("mean").getAsDouble()).isBetween(0.0, 1.0);
    assertThat(one.get("frechet_distance").getAsDouble()).isPositive();
    assertThat(report.getAsJsonArray("scenes")).hasSize(4);
    for (JsonElement element : report.getAsJsonArray("scenes")) {
      JsonArray pictures = element.getAsJsonObject().getAsJsonArray("pictures");
      assertThat(pictures).hasSize(3);
      Pixels first = PixelsReader.read(folder.root().resolve(pictures.get(1).getAsString()));
      Pixels second = PixelsReader.read(folder.root().resolve(pictures.get(2).getAsString()));
      assertThat(first.width()).isEqualTo(128);
      assertThat(first).isNotEqualTo(second);
    }

    assertThat(reportOfNano()).isEqualTo(text);
  }

  @Test
  void picturesOfAnotherSizeOrNumberAreRefused() {
    refused(
        () -> run(32, 2).measure((picture, steps) -> List.of(picture), NOBODY),
        "number of decoded pictures is 1");
    Pixels small = Pixels.of(16, 16, new byte[16 * 16 * 3]);
    refused(
        () -> run(32, 2).measure((picture, steps) -> List.of(small, small), NOBODY),
        "shape of the second batch");
    refused(() -> run(32, 1), "scenes a split is 1; expected 2 or more");
  }
}
