import { html, nothing } from 'lit';
import { Part } from './page.js';
import { count, foreign, percent } from './text.js';

/**
 * One trainer service: what it does, and whether it sees drift.
 *
 * @property {object} trainer as the server tells it
 */
export class TrainerCard extends Part {
  static properties = { trainer: { attribute: false } };

  render() {
    const one = this.trainer;
    if (!one) {
      return nothing;
    }
    const { drift } = one;
    return html`<article class="card live-card">
      <h3><span>Trainer of ${foreign(one.model)}</span> <span class="tag ${one.gone ? 'bad' : ''}">${one.gone ? 'gone' : foreign(one.state)}</span></h3>
      <p>${foreign(one.status)}</p>
      <dl class="facts">
        <dt>new labels</dt><dd>${count(one.collected)} of ${count(one.needed)}</dd>
        <dt>watches</dt><dd>${drift.champion ? foreign(drift.champion.name) : 'no champion yet'}</dd>
        ${drift.champion
          ? html`<dt>error rate</dt><dd>${percent(drift.errorRate)} <span class="quiet">of ${count(drift.labeled)} labeled</span></dd>
              <dt>shift of outputs</dt><dd>p = ${drift.shift.toPrecision(2)}</dd>
              <dt>alarms</dt><dd>${count(drift.alarms)}</dd>`
          : nothing}
      </dl>
      ${drift.last ? html`<p class="note warn">Drift: ${foreign(drift.last)}</p>` : nothing}
    </article>`;
  }
}
customElements.define('gs-trainer-card', TrainerCard);
