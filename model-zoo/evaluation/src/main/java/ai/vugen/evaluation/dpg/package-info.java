/**
 * DPG-Bench: how many of the questions about a long prompt does an image answer with yes? Source:
 * Hu et al. 2024, "ELLA: Equip Diffusion Models with LLM for Enhanced Semantic Alignment".
 */
@NullMarked
package ai.vugen.evaluation.dpg;

import org.jspecify.annotations.NullMarked;
