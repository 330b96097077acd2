package ai.vugen.pipeline.language;

import ai.vugen.image.Pixels;
import ai.vugen.image.Tiling;
import ai.vugen.model.language.TemplateMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody says in a conversation.
 *
 * @param pictures shown in front of the text
 * @param tiling how each picture is cut; empty for the model's own way: one picture as a thumbnail
 *     and tiles where the model takes them, several, as the frames of a video, as one tile each
 */
public record Turn(
    TemplateMessage.Role role, List<Pixels> pictures, Optional<Tiling> tiling, String text) {
  public Turn {
    pictures = List.copyOf(pictures);
  }

  /** Returns the same with pictures in front of its own. */
  Turn behind(List<Pixels> first) {
    List<Pixels> all = new ArrayList<>(first);
    all.addAll(pictures);
    return new Turn(role, all, tiling, text);
  }
}
