package ai.vugen.flow;

/** The velocities of one network under a prompt and without it. */
public interface Branches {
  /**
   * Writes the velocity under the prompt.
   *
   * @param z state of all samples; must not be changed
   * @param t time in [0, 1]
   * @param conditional result, of the length of {@code z}
   */
  void conditional(double[] z, double t, double[] conditional);

  /**
   * Writes the velocities with and without the prompt.
   *
   * @param z state of all samples; must not be changed
   * @param t time in [0, 1]
   * @param conditional result under the prompt, of the length of {@code z}
   * @param unconditional result without it (or under a negative prompt), of the length of {@code z}
   */
  void both(double[] z, double t, double[] conditional, double[] unconditional);
}
