package ai.vugen.training.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.training.world.SceneFeeder.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SceneFeederTest {
  private static PictureWorld world;

  @BeforeAll
  static void load(@TempDir Path temp) throws Exception {
    world = PictureWorld.open(Drawings.folder(temp), 32);
  }

  @Test
  void threadsChangeNothing() {
    List<SceneBatch> one = take(new Settings(Split.TRAIN, 3, 5, 4, 1, 1), 0, 8);
    List<SceneBatch> three = take(new Settings(Split.TRAIN, 3, 5, 4, 3, 6), 0, 8);
    for (int i = 0; i < 8; i++) {
      assertSame(one.get(i), three.get(i));
      assertThat(one.get(i).step()).isEqualTo(i);
    }
  }

  @Test
  void resumesWhereItIsTold() {
    Settings settings = Settings.training(3, 5);
    assertSame(take(settings, 0, 8).get(6), take(settings, 6, 1).get(0));
  }

  @Test
  void batchesHoldTheSamplesOfTheSequence() {
    SceneBatch batch = take(new Settings(Split.HELD_OUT_SCENES, 4, 3, 8, 1, 2), 2, 1).get(0);
    Scene last = world.scene(Split.HELD_OUT_SCENES, 4, 8);
    int picture = 3 * 32 * 32;
    assertThat(batch.scenes().get(2)).isEqualTo(last);
    assertThat(Arrays.copyOfRange(batch.pixels(), 2 * picture, 3 * picture))
        .isEqualTo(world.renderer().render(last));
    CellLabels labels = world.renderer().labels(last, 8);
    assertThat(Arrays.copyOfRange(batch.concepts(), 128, 192)).isEqualTo(labels.concepts());
    assertThat(Arrays.copyOfRange(batch.colours(), 128, 192)).isEqualTo(labels.colours());
    assertThat(batch.captions().get(2)).isEqualTo(world.caption(last, Split.HELD_OUT_SCENES, 4, 8));
  }

  @Test
  void planesAreChannelsBetweenMinusOneAndOne() {
    SceneBatch batch = take(Settings.training(3, 2), 0, 1).get(0);
    float[] planes = batch.planes();
    int plane = 32 * 32;
    assertThat(planes).hasSize(2 * 3 * plane);
    for (int channel = 0; channel < 3; channel++) {
      int value = batch.pixels()[3 * plane + 3 * 77 + channel] & 255;
      assertThat(planes[3 * plane + channel * plane + 77]).isEqualTo(value / 127.5f - 1);
    }
  }

  @Test
  void closesWhileSomeoneWaits() throws Exception {
    SceneFeeder feeder = new SceneFeeder(world, new Settings(Split.TRAIN, 1, 100_000, 8, 1, 3), 0);
    CompletableFuture<SceneBatch> waiting = CompletableFuture.supplyAsync(feeder::next);
    TimeUnit.MILLISECONDS.sleep(50);
    feeder.close();
    feeder.close();
    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ClosedException.class);
    assertThatThrownBy(feeder::next).isInstanceOf(ClosedException.class);
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> new Settings(Split.TRAIN, 1, 0, 8, 1, 1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new SceneFeeder(world, Settings.training(1, 1), -1))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("-1");
  }

  private static List<SceneBatch> take(Settings settings, long firstStep, int count) {
    List<SceneBatch> batches = new ArrayList<>();
    try (SceneFeeder feeder = new SceneFeeder(world, settings, firstStep)) {
      for (int i = 0; i < count; i++) {
        batches.add(feeder.next());
      }
    }
    return batches;
  }

  private static void assertSame(SceneBatch one, SceneBatch other) {
    assertThat(one.step()).isEqualTo(other.step());
    assertThat(one.pixels()).isEqualTo(other.pixels());
    assertThat(one.scenes()).isEqualTo(other.scenes());
    assertThat(one.captions()).isEqualTo(other.captions());
    assertThat(one.questions()).isEqualTo(other.questions());
    assertThat(one.concepts()).isEqualTo(other.concepts());
    assertThat(one.colours()).isEqualTo(other.colours());
  }
}
