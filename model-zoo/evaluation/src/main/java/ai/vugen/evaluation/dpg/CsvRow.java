package ai.vugen.evaluation.dpg;

import java.util.List;

/**
 * One record of a CSV file.
 *
 * @param line the line it begins in, from 1
 */
record CsvRow(int line, List<String> fields) {}
