package ai.vugen.evaluation.folders;

import ai.vugen.error.Arguments;
import ai.vugen.evaluation.features.FeatureMatrix;
import ai.vugen.evaluation.report.EnumText;
import ai.vugen.evaluation.report.ScoreText;
import ai.vugen.evaluation.text.ClipScore;
import ai.vugen.evaluation.text.ClipText;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * How well the pictures of a folder fit their captions, by a CLIP.
 *
 * @param folder the pictures
 * @param captions one a picture
 * @param score the CLIPScore
 * @param imageEncoder name and SHA-256 of the network of pictures
 * @param textEncoder name and SHA-256 of the network of texts
 */
public record CaptionScores(
    PictureFolder folder,
    List<String> captions,
    ClipScore score,
    List<String> imageEncoder,
    List<String> textEncoder) {
  private static final int DIGITS = 4;

  /** Makes a result; the lists are copied. */
  public CaptionScores {
    captions = List.copyOf(captions);
    imageEncoder = List.copyOf(imageEncoder);
    textEncoder = List.copyOf(textEncoder);
  }

  /**
   * Measures a folder.
   *
   * @param captions one a picture, in the order of the folder
   * @param images embeddings by the CLIP's image encoder
   * @param texts the CLIP's text encoder
   * @throws ai.vugen.error.InvalidRequestException if the numbers of captions and pictures differ,
   *     or the encoders are not of one CLIP
   * @throws ai.vugen.error.VuGenException as {@link FolderFeatures#of}
   */
  public static CaptionScores of(
      PictureFolder folder,
      List<String> captions,
      FolderFeatures images,
      ClipText texts,
      ClipScore.Convention convention) {
    Arguments.require(
        captions.size() == folder.pictures().size(),
        "number of captions",
        captions.size(),
        folder.pictures().size() + ", one a picture");
    List<float[]> embedded =
        captions.stream().map(caption -> texts.embed(convention.text(caption))).toList();
    FeatureMatrix pictures = images.of(folder);
    return new CaptionScores(
        folder,
        captions,
        ClipScore.between(pictures, FeatureMatrix.ofRows(embedded), convention),
        List.of(images.extractor().name(), images.extractor().sha256()),
        List.of(texts.name(), texts.sha256()));
  }

  /** Returns the first captions with their scores, as they are shown. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(FolderReport.SHOWN, captions.size()); i++) {
      lines.add(captions.get(i) + ": " + ScoreText.rounded(score.perPair().get(i), DIGITS));
    }
    return lines;
  }

  /** Returns how it was measured. */
  JsonObject protocol() {
    JsonObject json = new JsonObject();
    json.addProperty("pictures", captions.size());
    json.addProperty("convention", EnumText.tag(score.convention()));
    json.addProperty("text_of_a_caption", score.convention().text("…"));
    json.addProperty("image_encoder", imageEncoder.get(0));
    json.addProperty("image_encoder_sha256", imageEncoder.get(1));
    json.addProperty("text_encoder", textEncoder.get(0));
    json.addProperty("text_encoder_sha256", textEncoder.get(1));
    json.addProperty("dimensions", score.dimensions());
    return json;
  }

  /** Returns the numbers by their names, and those of every picture. */
  JsonObject scores() {
    JsonObject json = new JsonObject();
    json.addProperty("clip_score", score.value());
    JsonArray pairs = new JsonArray();
    for (int i = 0; i < captions.size(); i++) {
      JsonObject pair = new JsonObject();
      pair.addProperty("picture", folder.pictures().get(i).toString());
      pair.addProperty("caption", captions.get(i));
      pair.addProperty("score", score.perPair().get(i));
      pairs.add(pair);
    }
    json.add("pairs", pairs);
    return json;
  }
}
