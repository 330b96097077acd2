/**
 * From noise to data along a learned velocity: schedules, solvers, guidance and the noise itself,
 * on plain arrays.
 *
 * <p>A network's answers enter through {@link ai.vugen.flow.Branches}; {@link
 * ai.vugen.flow.GuidedVelocity} combines them into one velocity; a {@link ai.vugen.flow.Solver}
 * follows it over a {@link ai.vugen.flow.TimeSchedule}. The state is kept in double precision and
 * every sum has one fixed order, so a result depends on the velocities alone: not on the batch, the
 * number of threads or the machine.
 */
@NullMarked
package ai.vugen.flow;

import org.jspecify.annotations.NullMarked;
