package ai.vugen.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The oracle's own facts, from tables. */
class OracleTensorTest {
  @Test
  void errorFunction_tableValues() {
    assertThat(OracleTensor.errorFunction(0)).isZero();
    assertThat(OracleTensor.errorFunction(0.5)).isCloseTo(0.5204998778130465, within(1e-15));
    assertThat(OracleTensor.errorFunction(-1)).isCloseTo(-0.8427007929497149, within(1e-15));
    assertThat(OracleTensor.errorFunction(2)).isCloseTo(0.9953222650189527, within(1e-14));
    assertThat(OracleTensor.errorFunction(2.9999)).isCloseTo(0.9999778955735, within(1e-12));
    assertThat(OracleTensor.errorFunction(3.0001)).isCloseTo(0.9999779234241, within(1e-12));
    assertThat(OracleTensor.errorFunction(-6)).isCloseTo(-1, within(1e-15));
  }
}
