package ai.vugen.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Gate<String> gate = new Gate<>();

  @Test
  void letsNobodyInOnceItIsShut() {
    assertThat(gate.enter("a")).isTrue();
    gate.leave("a");
    assertThat(gate.isShut()).isFalse();
    assertThat(gate.shut(user -> {}, user -> true)).isTrue();
    assertThat(gate.isShut()).isTrue();
    assertThat(gate.enter("a")).isFalse();
    assertThat(gate.shut(user -> {}, user -> true)).isFalse();
  }

  @Test
  void waitsUntilEveryUserIsOutWhoCameInTwiceToo() {
    List<String> told = new ArrayList<>();
    gate.enter("a");
    gate.enter("a");
    gate.enter("b");
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<Boolean> shut =
        CompletableFuture.supplyAsync(
            () ->
                gate.shut(
                    user -> {
                      told.add(user);
                      waits.countDown();
                    },
                    user -> !user.equals("b")));
    awaits(waits);
    gate.leave("a");
    assertThat(gate.isShut()).isTrue(); // the lock was free, so it waits
    assertThat(shut).isNotDone();
    gate.leave("a");

    assertThat(shut.join()).as("b is not waited for").isTrue();
    assertThat(told).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void anInterruptDoesNotEndTheWait() throws InterruptedException {
    gate.enter("a");
    boolean[] interrupted = {false};
    CountDownLatch waits = new CountDownLatch(1);
    Thread closer =
        new Thread(
            () -> {
              gate.shut(user -> waits.countDown(), user -> true);
              interrupted[0] = Thread.currentThread().isInterrupted();
            });
    closer.start();
    awaits(waits);
    closer.interrupt();
    assertThat(gate.isShut()).isTrue();
    assertThat(closer.isAlive()).isTrue();
    gate.leave("a");
    closer.join();
    assertThat(interrupted[0]).isTrue();
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
