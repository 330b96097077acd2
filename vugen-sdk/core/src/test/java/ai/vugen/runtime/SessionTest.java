package ai.vugen.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.vugen.error.ClosedException;
import ai.vugen.error.InvalidRequestException;
import ai.vugen.error.ModelIntegrityException;
import ai.vugen.error.ModelNotFoundException;
import ai.vugen.error.RuntimeFailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  private static final SessionOptions OPTIONS = SessionOptions.named("test");

  private int sessions;
  private int buffers;

  @BeforeEach
  void countOpenObjects() {
    sessions = Engine.liveSessions();
    buffers = Engine.liveBuffers();
  }

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(Engine.liveSessions()).isEqualTo(sessions);
    assertThat(Engine.liveBuffers()).isEqualTo(buffers);
  }

  @Test
  void describesItsPorts() {
    try (Session session = Session.open(Graphs.concatenate(), OPTIONS)) {
      assertThat(session.inputs())
          .extracting(SessionPort::toString)
          .containsExactly("past: F32[1, used, 2]", "new: F32[1, more, 2]");
      assertThat(session.outputs())
          .extracting(SessionPort::toString)
          .containsExactly("all: F32[1, total, 2]");
    }
  }

  @Test
  void writesPinnedOutputsInPlace() {
    try (Session session = Session.open(Graphs.add(), OPTIONS);
        NativeBuffer a = NativeBuffer.allocate(ElementType.F32, 8);
        NativeBuffer y = NativeBuffer.allocate(ElementType.F32, 8)) {
      NativeTensor input = a.tensor(2, 4).put(new float[] {1, 2, 3, 4, 5, 6, 7, 8});
      for (int run = 0; run < 3; run++) {
        session.run(
            Map.of("a", input, "b", input), Map.of("y", y.tensor(2, 4)), RunControl.unlimited());
        assertThat(y.tensor(2, 4).floats()).containsExactly(2, 4, 6, 8, 10, 12, 14, 16);
        session.run(
            Map.of("a", y.tensor(2, 4), "b", input),
            Map.of("y", y.tensor(2, 4)),
            RunControl.unlimited());
        assertThat(y.tensor(8).floats()).containsExactly(3, 6, 9, 12, 15, 18, 21, 24);
      }
    }
  }

  @Test
  void readsAndWritesPartsOfOneBuffer() {
    try (Session session = Session.open(Graphs.add(), OPTIONS);
        NativeBuffer all = NativeBuffer.allocate(ElementType.F32, 13)) {
      all.slice(1, 1, 4).put(new float[] {1, 2, 3, 4});
      all.slice(5, 1, 4).put(new float[] {10, 20, 30, 40});
      session.run(
          Map.of("a", all.slice(1, 1, 4), "b", all.slice(5, 1, 4)),
          Map.of("y", all.slice(9, 1, 4)),
          RunControl.unlimited());
      assertThat(all.tensor(13).floats())
          .containsExactly(0, 1, 2, 3, 4, 10, 20, 30, 40, 11, 22, 33, 44);
    }
  }

  @Test
  void growsACacheWithoutCopyingIt() {
    int tokens = 100;
    try (Session step = Session.open(Graphs.unary("Neg", Graphs.F32, 1, "n", 2), OPTIONS);
        Session read = Session.open(Graphs.unary("Identity", Graphs.F32, 1, "n", 2), OPTIONS);
        NativeBuffer cache = NativeBuffer.allocate(ElementType.F32, 2L * tokens);
        NativeBuffer token = NativeBuffer.allocate(ElementType.F32, 2)) {
      for (int used = 0; used < tokens; used++) {
        NativeTensor next = token.tensor(1, 1, 2).put(new float[] {-1f - used, -1.5f - used});
        step.run(
            Map.of("x", next),
            Map.of("y", cache.slice(2L * used, 1, 1, 2)),
            RunControl.unlimited());
        Outputs seen =
            read.run(
                Map.of("x", cache.tensor(1, used + 1, 2)),
                Map.of(),
                Set.of("y"),
                RunControl.unlimited());
        float[] values = seen.get("y").floats();
        assertThat(values)
            .hasSize(2 * used + 2)
            .endsWith(used + 1f, used + 1.5f)
            .startsWith(1, 1.5f);
      }
    }
  }

  @Test
  void acceptsEmptyTensors() {
    try (Session session = Session.open(Graphs.concatenate(), OPTIONS);
        NativeBuffer past = NativeBuffer.allocate(ElementType.F32, 0);
        NativeBuffer now = NativeBuffer.allocate(ElementType.F32, 4);
        NativeBuffer all = NativeBuffer.allocate(ElementType.F32, 4)) {
      now.tensor(4).put(new float[] {1, 2, 3, 4});
      session.run(
          Map.of("past", past.tensor(1, 0, 2), "new", now.tensor(1, 2, 2)),
          Map.of("all", all.tensor(1, 2, 2)),
          RunControl.unlimited());
      assertThat(all.tensor(4).floats()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  void returnsOutputsOfUnknownShape() {
    try (Session session = Session.open(Graphs.positives(), OPTIONS);
        NativeBuffer x = NativeBuffer.allocate(ElementType.F32, 5)) {
      x.tensor(5).put(new float[] {-1, 2, 0, 3, 4});
      Outputs found =
          session.run(
              Map.of("x", x.tensor(5)), Map.of(), Set.of("y", "where"), RunControl.unlimited());
      assertThat(found.get("y").floats()).containsExactly(2, 3, 4);
      assertThat(found.get("y").shape()).containsExactly(3);
      assertThat(found.get("where").longs()).containsExactly(1, 3, 4);
      assertThat(found.get("where")).hasToString("I64[1, 3]");
      try (NativeBuffer copy = found.get("y").toNative()) {
        assertThat(copy.tensor(3).floats()).containsExactly(2, 3, 4);
      }
    }
  }

  @Test
  void refusesWrongRequestsAndStaysUsable() {
    try (Session session = Session.open(Graphs.add(), OPTIONS);
        NativeBuffer f = NativeBuffer.allocate(ElementType.F32, 16);
        NativeBuffer i = NativeBuffer.allocate(ElementType.I64, 16)) {
      NativeTensor right = f.tensor(2, 4);
      Map<String, NativeTensor> out = Map.of("y", f.slice(8, 2, 4));
      refused(session, Map.of("a", right), out, "misses its input 'b'");
      refused(session, Map.of("a", right, "b", right, "c", right), out, "has no input 'c'");
      refused(session, Map.of("a", right, "b", right), Map.of("z", right), "has no output 'z'");
      refused(session, Map.of("a", right, "b", right), Map.of(), "asked for no output");
      refused(
          session,
          Map.of("a", right, "b", i.tensor(2, 4)),
          out,
          "'b' expects F32[n, 4]",
          "I64[2, 4]");
      refused(
          session, Map.of("a", right, "b", f.tensor(8)), out, "'b' expects F32[n, 4]", "F32[8]");
      refused(session, Map.of("a", right, "b", f.tensor(2, 3)), out, "F32[2, 3]");
      refused(session, Map.of("a", right, "b", f.tensor(3, 4)), out, "'n' is ", " elsewhere");
      refused(session, Map.of("a", right, "b", right), Map.of("y", f.tensor(1, 4)), "'y' expects");
      session.run(Map.of("a", right, "b", right), out, RunControl.unlimited());
    }
  }

  private static void refused(
      Session session,
      Map<String, NativeTensor> in,
      Map<String, NativeTensor> out,
      String... words) {
    assertThatThrownBy(() -> session.run(in, out, RunControl.unlimited()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void reportsARunThatFails() {
    try (Session session = Session.open(Graphs.concatenate(), OPTIONS);
        NativeBuffer f = NativeBuffer.allocate(ElementType.F32, 16)) {
      Map<String, NativeTensor> in = Map.of("past", f.tensor(1, 1, 2), "new", f.tensor(1, 1, 2));
      assertThatThrownBy(
              () -> session.run(in, Map.of("all", f.slice(8, 1, 3, 2)), RunControl.unlimited()))
          .isInstanceOf(RuntimeFailureException.class)
          .hasMessageStartingWith("Session 'test' failed: ")
          .hasMessageContaining("{1,3,2}")
          .hasMessageNotContaining("onnxruntime_src")
          .hasMessageNotContaining("Error code");
      session.run(in, Map.of("all", f.slice(8, 1, 2, 2)), RunControl.unlimited());
    }
  }

  @Test
  void mapsWeightsFromAnOddOffsetOfASafetensorsFile(@TempDir Path folder) throws IOException {
    byte[] header =
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]}}  "
            .getBytes(StandardCharsets.US_ASCII);
    assertThat((8 + header.length) % 2).isOne();
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + 24).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(header.length).put(header);
    for (int i = 1; i <= 6; i++) {
      file.putFloat(i);
    }
    Files.write(folder.resolve("model.safetensors"), file.array());
    byte[] graph =
        Graphs.externalMatMul("model.safetensors", 8 + header.length, Graphs.F32, 3, 2, 24);
    for (Prepacking prepacking : Prepacking.values()) {
      try (Session session =
              Session.open(graph, OPTIONS.withWeights(folder).withPrepacking(prepacking));
          NativeBuffer x = NativeBuffer.allocate(ElementType.F32, 3)) {
        x.tensor(1, 3).put(new float[] {1, 10, 100});
        float[] y =
            session
                .run(Map.of("x", x.tensor(1, 3)), Map.of(), Set.of("y"), RunControl.unlimited())
                .get("y")
                .floats();
        assertThat(y).containsExactly(531, 642);
      }
    }
  }

  @Test
  void mapsHalfPrecisionWeights(@TempDir Path folder) throws IOException {
    ByteBuffer file = ByteBuffer.allocate(1 + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 7).putShort((short) 0x3FC0).putShort((short) 0xC020); // 1.5, -2.5 in bf16
    Files.write(folder.resolve("w.bin"), file.array());
    byte[] graph = Graphs.externalMatMul("w.bin", 1, Graphs.BF16, 2, 1, 4);
    try (Session session = Session.open(graph, OPTIONS.withWeights(folder));
        NativeBuffer x = NativeBuffer.allocate(ElementType.F32, 2);
        NativeBuffer y = NativeBuffer.allocate(ElementType.F32, 1)) {
      x.tensor(1, 2).put(new float[] {1, 10});
      session.run(Map.of("x", x.tensor(1, 2)), Map.of("y", y.tensor(1, 1)), RunControl.unlimited());
      assertThat(y.tensor(1).floats()).containsExactly(-23.5f);
    }
  }

  @Test
  void saysWhatIsWrongWithAModel(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("short.bin"), new byte[10]);
    byte[] external = Graphs.externalMatMul("short.bin", 0, Graphs.F32, 3, 2, 24);
    assertThatThrownBy(() -> Session.open(external, OPTIONS.withWeights(folder)))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageStartingWith("Session 'test' could not be opened: ");
    byte[] absent = Graphs.externalMatMul("absent.bin", 0, Graphs.F32, 3, 2, 24);
    assertThatThrownBy(() -> Session.open(absent, OPTIONS.withWeights(folder)))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("absent.bin");
    assertThatThrownBy(() -> Session.open(external, OPTIONS.withWeights(folder.resolve("no"))))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("not a folder");
    assertThatThrownBy(() -> Session.open(new byte[] {1, 2, 3}, OPTIONS))
        .isInstanceOf(ModelIntegrityException.class);
    assertThatThrownBy(() -> Session.open(new byte[0], OPTIONS))
        .isInstanceOf(ModelIntegrityException.class);
    assertThatThrownBy(() -> Session.open(Graphs.unary("Nonsense", Graphs.F32, 1), OPTIONS))
        .isInstanceOf(ModelIntegrityException.class)
        .hasMessageContaining("Nonsense")
        .hasMessageNotContaining("onnxruntime_src");
    assertThatThrownBy(() -> Session.open(Graphs.unary("Sqrt", Graphs.BF16, 1), OPTIONS))
        .isInstanceOf(RuntimeFailureException.class)
        .hasMessageContaining("Sqrt");
  }

  @Test
  void fixesSymbolicDimensions() {
    try (Session session = Session.open(Graphs.add(), OPTIONS.withDimension("n", 3))) {
      assertThat(session.inputs().get(0)).hasToString("a: F32[3, 4]");
    }
  }

  @Test
  void writesAProfile(@TempDir Path folder) {
    try (Session session =
            Session.open(Graphs.add(), OPTIONS.withProfile(folder.resolve("trace")));
        NativeBuffer f = NativeBuffer.allocate(ElementType.F32, 8)) {
      session.run(
          Map.of("a", f.tensor(1, 4), "b", f.tensor(1, 4)),
          Map.of("y", f.slice(4, 1, 4)),
          RunControl.unlimited());
      assertThat(session.stopProfiling()).hasParent(folder).content().contains("Add");
      assertThatThrownBy(session::stopProfiling).isInstanceOf(InvalidRequestException.class);
    }
  }

  @Test
  void refusesUseAfterClose() {
    Session session = Session.open(Graphs.add(), OPTIONS);
    NativeBuffer f = NativeBuffer.allocate(ElementType.F32, 8);
    NativeTensor t = f.tensor(1, 4);
    f.close();
    f.close();
    assertThatThrownBy(t::floats).isInstanceOf(ClosedException.class);
    assertThatThrownBy(
            () -> session.run(Map.of("a", t, "b", t), Map.of("y", t), RunControl.unlimited()))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("buffer");
    session.close();
    session.close();
    assertThatThrownBy(
            () -> session.run(Map.of("a", t, "b", t), Map.of("y", t), RunControl.unlimited()))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("'test'");
  }
}
