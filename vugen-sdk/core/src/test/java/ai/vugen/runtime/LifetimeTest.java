package ai.vugen.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LifetimeTest {
  private static final SessionOptions OPTIONS = SessionOptions.named("short-lived");

  @Test
  void openingAndClosingLeaksNothing() throws IOException {
    int sessions = Engine.liveSessions();
    int buffers = Engine.liveBuffers();
    byte[] graph = Graphs.add();
    for (int i = 0; i < 100; i++) {
      useOnce(graph);
    }
    long before = residentBytes();
    for (int i = 0; i < 1000; i++) {
      useOnce(graph);
    }
    assertThat(residentBytes() - before).isLessThan(48L << 20);
    assertThat(Engine.liveSessions()).isEqualTo(sessions);
    assertThat(Engine.liveBuffers()).isEqualTo(buffers);
  }

  /** 4000 forgotten buffers of 256 KiB would be 1 GiB. */
  @Test
  void closedBuffersGiveTheirMemoryBack() throws IOException {
    useOnce(Graphs.add());
    long before = residentBytes();
    for (int i = 0; i < 4000; i++) {
      try (NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, 1 << 16)) {
        buffer.slice(i, 1).put(new float[] {i});
      }
    }
    assertThat(residentBytes() - before).isLessThan(64L << 20);
  }

  @Test
  void forgottenObjectsAreFreed() throws InterruptedException {
    int sessions = Engine.liveSessions();
    int buffers = Engine.liveBuffers();
    forget();
    long guard = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (Engine.liveSessions() > sessions || Engine.liveBuffers() > buffers) {
      if (System.nanoTime() - guard > 0) {
        break; // they are not freed at all
      }
      System.gc();
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(Engine.liveSessions()).isLessThanOrEqualTo(sessions);
    assertThat(Engine.liveBuffers()).isLessThanOrEqualTo(buffers);
  }

  @SuppressWarnings("resource")
  private static void forget() {
    int sessions = Engine.liveSessions();
    Session session = Session.open(Graphs.add(), SessionOptions.named("forgotten"));
    NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, 12);
    session.run(
        Map.of("a", buffer.tensor(1, 4), "b", buffer.slice(4, 1, 4)),
        Map.of("y", buffer.slice(8, 1, 4)),
        RunControl.unlimited());
    assertThat(Engine.liveSessions()).isEqualTo(sessions + 1);
  }

  @Test
  void threadsRunOneSessionAtOnce() throws Exception {
    int threads = 6;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Session session = Session.open(Graphs.add(), OPTIONS)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int seed = i;
        work.add(() -> sumsAreRight(session, new Random(seed)));
      }
      for (Future<Boolean> done : pool.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean sumsAreRight(Session session, Random random) {
    try (NativeBuffer in = NativeBuffer.allocate(ElementType.F32, 80);
        NativeBuffer out = NativeBuffer.allocate(ElementType.F32, 40)) {
      for (int i = 0; i < 300; i++) {
        int n = 1 + random.nextInt(10);
        float[] a = new float[4 * n];
        for (int j = 0; j < a.length; j++) {
          a[j] = random.nextInt(1000);
        }
        session.run(
            Map.of("a", in.tensor(n, 4).put(a), "b", in.slice(4L * n, n, 4).put(a)),
            Map.of("y", out.tensor(n, 4)),
            RunControl.unlimited());
        float[] y = out.tensor(n, 4).floats();
        for (int j = 0; j < a.length; j++) {
          if (y[j] != 2 * a[j]) {
            return false;
          }
        }
      }
      return true;
    }
  }

  private static void useOnce(byte[] graph) {
    try (Session session = Session.open(graph, OPTIONS);
        NativeBuffer buffer = NativeBuffer.allocate(ElementType.F32, 12)) {
      session.run(
          Map.of("a", buffer.tensor(1, 4), "b", buffer.slice(4, 1, 4)),
          Map.of("y", buffer.slice(8, 1, 4)),
          RunControl.unlimited());
    }
  }

  /** Returns the memory this process occupies, as far as the platform tells. */
  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
          .getCommittedVirtualMemorySize();
    }
    try (Stream<String> lines = Files.lines(status)) {
      String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(resident.replaceAll("\\D", "")) << 10;
    }
  }
}
