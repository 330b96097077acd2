package ai.vugen.world;

import java.util.LinkedHashMap;
import java.util.Map;

/** Drawings at the sizes in which they were used lately, bounded by bytes; safe for threads. */
final class SpriteCache {
  private final Sprites sprites;
  private final long limit;
  private final Map<Key, ScaledSprite> recent = new LinkedHashMap<>(1024, 0.75f, true);
  private long bytes;

  private record Key(int concept, Style style, int size) {}

  SpriteCache(Sprites sprites, long limit) {
    this.sprites = sprites;
    this.limit = limit;
  }

  /** Returns the drawing with its longer side scaled to the given number of pixels. */
  ScaledSprite get(int concept, Style style, int size) {
    Key key = new Key(concept, style, size);
    synchronized (recent) {
      ScaledSprite cached = recent.get(key);
      if (cached != null) {
        return cached;
      }
    }
    Sprite sprite = sprites.sprite(concept, style);
    ScaledSprite scaled = ScaledSprite.of(sprite, sprite.widthAt(size), sprite.heightAt(size));
    synchronized (recent) {
      if (recent.putIfAbsent(key, scaled) == null) {
        bytes += scaled.bytes();
        evict();
      }
    }
    return scaled;
  }

  long bytes() {
    synchronized (recent) {
      return bytes;
    }
  }

  private void evict() {
    var oldest = recent.values().iterator();
    while (bytes > limit && oldest.hasNext()) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }
}
