package ai.vugen.model;

import ai.vugen.model.decoder.DecoderConfig;
import ai.vugen.model.reducer.ReducerConfig;
import ai.vugen.model.tower.TowerConfig;

/**
 * The part of a configuration that a model needs to draw: the section {@code vugen} of {@code
 * config.json}.
 *
 * @param encoderSize side in pixels of the picture whose z becomes z̃, at most that of a tile
 * @param reducer z → z̃
 * @param tower text and noise → z̃
 * @param decoder z̃ → pixels
 */
public record GenerationConfig(
    int encoderSize, ReducerConfig reducer, TowerConfig tower, DecoderConfig decoder) {}
