package ai.vugen.evaluation;

import java.util.List;

/** Mean, median and standard deviation of the scores of a few parts of a set, at least one. */
public final class Moments {
  private Moments() {}

  /** Returns the mean. */
  public static double mean(List<Double> numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum / numbers.size();
  }

  /** Returns the number in the middle, of an even count the mean of the two there. */
  public static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Returns the standard deviation of the numbers as a whole population: divided by N. */
  public static double populationDeviation(List<Double> numbers) {
    return Math.sqrt(squares(numbers) / numbers.size());
  }

  /** Returns the standard deviation of what the numbers are a sample of: divided by N - 1. */
  public static double sampleDeviation(List<Double> numbers) {
    return Math.sqrt(squares(numbers) / (numbers.size() - 1));
  }

  private static double squares(List<Double> numbers) {
    double mean = mean(numbers);
    double sum = 0;
    for (double number : numbers) {
      sum += (number - mean) * (number - mean);
    }
    return sum;
  }
}
