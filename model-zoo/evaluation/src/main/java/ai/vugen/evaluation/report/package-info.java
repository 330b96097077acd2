/** What the reports of all benchmarks have in common: their files, page, tables and protocol. */
@NullMarked
package ai.vugen.evaluation.report;

import org.jspecify.annotations.NullMarked;
