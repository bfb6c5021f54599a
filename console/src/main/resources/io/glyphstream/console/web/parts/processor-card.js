import { html, nothing } from 'lit';
import { Part } from './page.js';
import { counted, foreign, seconds, time } from './text.js';

/**
 * One processor: what it serves, since when, what it refuses.
 *
 * @property {object} processor as the server tells it
 * @property {boolean} quiet whether it has not reported for longer than it should
 * @property {string} since when the decision was made that it serves
 * @property {boolean} alone whether there is no other processor
 */
export class ProcessorCard extends Part {
  static properties = { processor: { attribute: false }, quiet: { type: Boolean }, since: {}, alone: { type: Boolean } };

  render() {
    const one = this.processor;
    if (!one) {
      return nothing;
    }
    const [tone, state] = this.quiet ? ['bad', `silent for ${seconds(one.reportAgeSeconds)}`] : [{ running: 'good', failed: 'bad' }[one.state] ?? '', one.state];
    return html`<article class="card live-card">
      <h3><span>${foreign(one.instance)}</span> <span>${one.lagsMost ? html`<span class="tag warn">${this.alone ? 'lags' : 'lags most'}</span> ` : nothing}<span class="tag ${tone}">${state}</span></span></h3>
      <dl class="facts">
        <dt>serves</dt><dd>${one.champion ? foreign(one.champion.name) : 'nothing yet'}
          ${one.challengers.map((model) => html`<span class="tag">beside it ${foreign(model.name)}</span> `)}</dd>
        ${this.since ? html`<dt>decided</dt><dd>${time(this.since)} <span class="quiet">(deployment ${one.deployment})</span></dd>` : nothing}
        <dt>reads</dt> <dd>${this.reads()}</dd>
        <dt>lag</dt> <dd>${this.lag()}</dd>
        <dt>runs since</dt><dd>${time(one.startedAt)}</dd>
        <dt>status</dt><dd>${foreign(one.status)}</dd>
        ${one.release ? html`<dt>release</dt><dd>${foreign(one.release)}</dd>` : nothing}
      </dl>
      ${one.rejected.map((model) => html`<p class="note bad">Refuses ${foreign(model.name)}: ${foreign(model.reason)}</p>`)}
      ${one.warnings.map((warning) => html`<p class="note warn">${foreign(warning)}</p>`)}
    </article>`;
  }

  reads() {
    const { partitions, partitionRanges } = this.processor;
    if (!partitions) {
      return html`<span class="quiet">not known</span>`;
    }
    return partitions.length === 0 ? 'no partition' : `${partitions.length === 1 ? 'partition' : 'partitions'} ${partitionRanges} of the images`;
  }

  lag() {
    const { lag, lagUnknown } = this.processor;
    return lag === null ? html`<span class="quiet">not known: ${foreign(lagUnknown)}</span>` : lag === 0 ? 'none' : `${counted(lag, 'image')} behind`;
  }
}
customElements.define('gs-processor-card', ProcessorCard);
