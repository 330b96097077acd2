package ai.vugen.world;

/**
 * The combinations that training never shows: about 8 % of (object, colour) and of unordered object
 * pairs, chosen by a hash of the names, so that they are the same for every seed and machine.
 */
public final class HeldOut {
  private static final double SHARE = 0.08;

  private HeldOut() {}

  /** True when this object in this colour is held out; natural colours never are. */
  public static boolean colour(String concept, ObjectColour colour) {
    return colour.isTint() && chosen("colour|" + concept + "|" + colour.word());
  }

  /** True when these two different objects are never shown together in training. */
  public static boolean pair(String one, String other) {
    boolean ordered = one.compareTo(other) < 0;
    return chosen("pair|" + (ordered ? one : other) + "|" + (ordered ? other : one));
  }

  private static boolean chosen(String combination) {
    long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bits
    for (int i = 0; i < combination.length(); i++) {
      hash = (hash ^ combination.charAt(i)) * 0x100000001B3L;
    }
    return (SceneRandom.mix(hash) >>> 11) * 0x1.0p-53 < SHARE;
  }
}
