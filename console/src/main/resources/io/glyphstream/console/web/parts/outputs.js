import { html, nothing, svg } from 'lit';
import { Part } from './page.js';
import { foreign, percent } from './text.js';

const ROW = 22;
const MOST_WITHOUT_SCROLLING = 20;

/**
 * What a model put out for each class, as bars.
 *
 * @property {object} score `{outputs, label, classNames}`
 * @property {number} truth the true class, or null
 */
class Outputs extends Part {
  static properties = { score: { attribute: false }, truth: { attribute: false } };

  bar(output, label) {
    const { score, truth } = this;
    const name = score.classNames?.[label];
    const y = label * ROW;
    const from = score.classNames?.length ? 32 : 14;
    const room = 84 - from;
    const kind = label === score.label ? 'said' : label === truth ? 'truth' : '';
    const mark = label === score.label ? '●' : label === truth ? '○' : '';
    return svg`
      <text x="1%" y=${y + 15} class="outputs-mark ${kind}">${mark}</text>
      <text x="6%" y=${y + 15}>${name ? `${label} ${shortened(foreign(name))}` : label}</text>
      <rect x="${from}%" y=${y + 5} width="${room}%" height="12" rx="3" class="outputs-ground"></rect>
      <rect x="${from}%" y=${y + 5} width="${(room * Math.max(0, Math.min(1, output))).toFixed(3)}%" height="12" rx="3" class="outputs-bar ${kind}"></rect>
      <text x="100%" y=${y + 15} text-anchor="end" class="outputs-value">${percent(output, 1)}</text>`;
  }

  render() {
    const { outputs, label, classNames } = this.score;
    const name = classNames?.[label];
    const says = `says ${label}${name ? ` ${foreign(name)}` : ''} with ${percent(outputs[label], 1)}`;
    const isLong = outputs.length > MOST_WITHOUT_SCROLLING;
    return html`<div class=${isLong ? 'outputs-scroll' : ''} tabindex=${isLong ? '0' : nothing} role=${isLong ? 'group' : nothing} aria-label=${isLong ? 'all classes' : nothing}>
        <svg class="outputs" role="img" aria-label=${says} width="100%" height=${outputs.length * ROW}>
          ${outputs.map((output, at) => this.bar(output, at))}
        </svg></div>
      <p class="small quiet">● answer${this.truth === null || this.truth === label ? nothing : html` &nbsp; ○ truth`}</p>`;
  }
}
customElements.define('gs-outputs', Outputs);

function shortened(text) {
  return text.length > 12 ? `${text.slice(0, 11)}…` : text;
}
