package ai.vugen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.InvalidRequestException;
import ai.vugen.goldens.Goldens;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileGridTest {
  private static final JsonObject TABLE = Goldens.json("plm/image/tiles.json").getAsJsonObject();

  @ParameterizedTest
  @ValueSource(ints = {36, 16, 1})
  void choosesTheReferencesGridForEverySize(int maxTiles) {
    JsonArray rows = TABLE.getAsJsonArray("rows");
    assertThat(rows).hasSize(260);
    for (JsonElement element : rows) {
      JsonObject row = element.getAsJsonObject();
      int width = row.get("w").getAsInt();
      int height = row.get("h").getAsInt();
      assertThat(TileGrid.choose(width, height, 448, maxTiles))
          .describedAs("%d x %d", width, height)
          .isEqualTo(grid(row.get("max" + maxTiles)));
    }
  }

  @Test
  void triesGridsInTheReferencesOrder() {
    List<List<TileGrid>> expected = new ArrayList<>();
    for (JsonElement group : TABLE.getAsJsonArray("candidate_order_max36")) {
      List<TileGrid> grids = new ArrayList<>();
      group.getAsJsonArray().forEach(pair -> grids.add(grid(pair)));
      expected.add(grids);
    }
    assertThat(TileGrid.candidates(36)).containsExactlyElementsOf(expected);
  }

  @Test
  void choosesAGridForEveryShapeAndLimit() {
    for (int maxTiles = 1; maxTiles <= 40; maxTiles++) {
      for (int[] size : new int[][] {{1, 60_000}, {60_000, 1}, {5000, 5000}, {1, 1}, {700, 699}}) {
        TileGrid grid = TileGrid.choose(size[0], size[1], 56, maxTiles);
        assertThat(grid.tiles()).isBetween(1, maxTiles);
      }
    }
  }

  @Test
  void refusesEmptyGrids() {
    assertThatThrownBy(() -> new TileGrid(0, 3))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("0 x 3");
  }

  private static TileGrid grid(JsonElement pair) {
    JsonArray array = pair.getAsJsonArray();
    return new TileGrid(array.get(0).getAsInt(), array.get(1).getAsInt());
  }
}
