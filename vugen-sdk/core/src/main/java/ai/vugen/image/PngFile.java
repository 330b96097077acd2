package ai.vugen.image;

import ai.vugen.error.InvalidImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A PNG file on its way to the decoder. */
final class PngFile {
  // Without the rest, among them tRNS, gAMA and iCCP, decoding yields the stored colours.
  private static final Set<String> PIXEL_CHUNKS = Set.of("IHDR", "PLTE", "IDAT", "IEND");

  private PngFile() {}

  /** Checks a file's checksums, size and frames and returns it with nothing but its pixels. */
  static byte[] plain(byte[] file) {
    List<PngChunk> kept = new ArrayList<>();
    for (PngChunk chunk : PngChunks.parse(file)) {
      switch (chunk.type()) {
        case "IHDR" ->
            PixelsReader.checkSize(
                Integer.toUnsignedLong(chunk.data().getInt(0)),
                Integer.toUnsignedLong(chunk.data().getInt(4)));
        case "acTL" -> refuseFrames(chunk);
        default -> {}
      }
      if (PIXEL_CHUNKS.contains(chunk.type())) {
        kept.add(chunk);
      }
    }
    return PngChunks.join(kept);
  }

  private static void refuseFrames(PngChunk animation) {
    if (animation.data().remaining() != 8) {
      throw new InvalidImageException("Corrupt PNG: its acTL chunk does not have 8 bytes.");
    }
    long frames = Integer.toUnsignedLong(animation.data().getInt(0));
    if (frames > 1) {
      throw PixelsReader.animated("PNG", frames);
    }
  }
}
