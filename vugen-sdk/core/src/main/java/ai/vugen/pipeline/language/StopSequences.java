package ai.vugen.pipeline.language;

import java.util.List;

/** Lets text through up to a stop sequence, holding back what may be the beginning of one. */
final class StopSequences {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean stopped;

  StopSequences(List<String> stops) {
    this.stops = stops;
  }

  /** Takes text and returns what can be shown now. */
  String append(String text) {
    held.append(text);
    int end = firstStop();
    if (end >= 0) {
      stopped = true;
      return take(end);
    }
    return take(held.length() - beginning());
  }

  /** Returns whether a stop sequence has come. */
  boolean isStopped() {
    return stopped;
  }

  /** Returns what was held back, at the end of an answer that no stop sequence ended. */
  String finish() {
    return take(stopped ? 0 : held.length());
  }

  private int firstStop() {
    int first = -1;
    for (String stop : stops) {
      int at = held.indexOf(stop);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    return first;
  }

  /** Returns the length of the longest end of the text that begins a stop sequence. */
  private int beginning() {
    int longest = 0;
    for (String stop : stops) {
      for (int n = Math.min(stop.length() - 1, held.length()); n > longest; n--) {
        if (stop.startsWith(held.substring(held.length() - n))) {
          longest = n;
        }
      }
    }
    return longest;
  }

  private String take(int count) {
    String taken = held.substring(0, count);
    held.delete(0, count);
    return taken;
  }
}
