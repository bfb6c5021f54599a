import { html, nothing, svg } from 'lit';
import { Part } from './page.js';
import { classText, foreign, percent } from './text.js';

const MOST = 12;

/**
 * What models say of one image: a card for each, with its outputs as bars.
 *
 * @property {object[]} models `{name, role, label, confidence, outputs, classNames}`, or `{name, role, unfit}`
 */
class Opinions extends Part {
  static properties = { models: { attribute: false } };

  render() {
    return html`<div class="opinions">${this.models.map((model) => this.card(model))}</div>`;
  }

  card(model) {
    return html`<section class="card" aria-label="What ${foreign(model.name)} says">
      <div class="opinions-head"><h3>${foreign(model.name)}</h3><span class="tag ${model.role === 'champion' ? 'accent' : ''}">${model.role}</span>
        ${model.unfit ? nothing : html`<span class="opinions-answer"><strong>${this.className(model, model.label)}</strong> <span class="quiet">${percent(model.confidence, 1)}</span></span>`}</div>
      ${model.unfit ? html`<p class="quiet">It cannot be asked: ${foreign(model.unfit)}</p>` : this.bars(model)}
    </section>`;
  }

  className(model, label) {
    return classText(label, foreign(model.classNames?.[label] ?? ''));
  }

  /** Of many classes, those with the highest outputs are shown; of few all, each at its place. */
  bars(model) {
    const all = Array.from(model.outputs, (output, label) => ({ output, label }));
    const shown = all.length <= MOST ? all : all.sort((one, other) => other.output - one.output).slice(0, MOST);
    return html`<ul class="opinions-bars">${shown.map(
      ({ output, label }) => html`<li class=${label === model.label ? 'answer' : ''}><span>${this.className(model, label)}</span>
        <svg height="10" preserveAspectRatio="none" viewBox="0 0 100 10" aria-hidden="true"><rect width="100" height="10" class="ground"></rect>${svg`<rect width=${Math.max(0, Math.min(100, 100 * output))} height="10" class="bar"></rect>`}</svg>
        <span class="number">${percent(output, 1)}</span></li>`,
    )}</ul>`;
  }
}
customElements.define('gs-opinions', Opinions);
