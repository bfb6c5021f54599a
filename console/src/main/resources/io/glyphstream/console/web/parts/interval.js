import { html, nothing, svg } from 'lit';
import { percent } from './text.js';

/**
 * An accuracy with its 95 % interval: the number, and a mark on a scale that all intervals of a table share.
 *
 * @param {object} measured `{accuracy, lower, upper}`, or nothing
 * @param {number} from where the scale begins, below 1
 * @param {string} none what to say where nothing was measured
 */
export function interval(measured, from, none) {
  if (!measured || measured.accuracy === null || measured.accuracy === undefined) {
    return html`<span class="quiet">${none}</span>`;
  }
  const at = (share) => (100 * Math.max(0, share - from)) / (1 - from);
  return html`<span class="models-interval" title="95 % interval: ${percent(measured.lower)} to ${percent(measured.upper)}">
    <span>${percent(measured.accuracy)}</span>
    <svg width="104" height="12" viewBox="-2 0 104 12" aria-hidden="true">
      <line x1="0" x2="100" y1="6" y2="6" class="scale"></line>
      <line x1=${at(measured.lower)} x2=${at(measured.upper)} y1="6" y2="6" class="range"></line>
      <circle cx=${at(measured.accuracy)} cy="6" r="3"></circle>
    </svg>
    <span class="hidden-text">, 95 % interval ${percent(measured.lower)} to ${percent(measured.upper)}</span>
  </span>`;
}

/** Returns where a scale for these intervals begins: a tenth below 1, or lower if one of them needs it. */
export function scaleStart(all) {
  const lows = all.filter(Boolean).map((one) => one.lower ?? 1);
  return Math.max(0, Math.floor(10 * Math.min(0.95, ...lows)) / 10);
}

/** Counts by truth (row) and answer (column) as a heat map, with the numbers where there is room. */
export function confusion(counts, classes, name) {
  const size = 28;
  const margin = 28;
  const sums = Array.from({ length: classes }, (_, truth) => counts.slice(truth * classes, (truth + 1) * classes).reduce((sum, next) => sum + next, 0));
  const side = margin + classes * size;
  const showsNumbers = classes <= 16;
  const cell = (truth, answer) => {
    const number = counts[truth * classes + answer];
    const share = sums[truth] ? number / sums[truth] : 0;
    const isRight = truth === answer;
    return svg`<g><title>${`${name(truth)} answered as ${name(answer)}: ${number}, ${percent(share)}`}</title>
      <rect x=${margin + answer * size} y=${margin + truth * size} width=${size - 1} height=${size - 1} rx="3"
        class=${isRight ? 'right' : 'wrong'} fill-opacity=${number === 0 ? 0.04 : isRight ? 0.1 + 0.25 * share : Math.min(0.9, 0.12 + 8 * share)}></rect>
      ${showsNumbers && number ? svg`<text x=${margin + answer * size + size / 2} y=${margin + truth * size + size / 2 + 4} class=${!isRight && share > 0.06 ? 'strong' : ''}>${number > 9999 ? '…' : number}</text>` : nothing}</g>`;
  };
  const all = Array.from({ length: classes }, (_, index) => index);
  return html`<svg class="models-confusion" viewBox="0 0 ${side} ${side}" role="img" aria-label="Confusion on held-out images: the truth is the row, the answer the column.">
    ${all.map((label) => svg`<text class="axis" x=${margin + label * size + size / 2} y="18">${label}</text>
      <text class="axis" x="14" y=${margin + label * size + size / 2 + 4}>${label}</text>`)}
    ${all.map((truth) => all.map((answer) => cell(truth, answer)))}
  </svg>`;
}
