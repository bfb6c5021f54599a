import { html, nothing } from 'lit';
import { stream } from '../api.js';
import { Part } from './page.js';
import { command, counted, foreign } from './text.js';

/**
 * How far a deployment has come: a mark for each processor, as it happens.
 *
 * @property {number} sequence of the deployment
 * @property {object} session who looks
 */
class Rollout extends Part {
  static properties = { sequence: { type: Number }, session: { attribute: false }, rollout: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.events?.close();
  }

  willUpdate(changed) {
    if (changed.has('sequence') && changed.get('sequence') !== undefined) {
      this.follow();
    }
  }

  follow() {
    this.events?.close();
    this.rollout = undefined;
    if (this.sequence) {
      this.events = stream(`/api/rollouts/${this.sequence}`, (_, rollout) => {
        if (rollout.sequence === this.sequence) {
          this.rollout = rollout;
        }
      });
    }
  }

  marks() {
    const { serving, waiting, refusing } = this.rollout;
    const all = [
      ...serving.map((name) => ({ name, state: 'serving', text: 'serves it' })),
      ...waiting.map((name) => ({ name, state: 'waiting', text: 'waits' })),
      ...Object.entries(refusing).map(([name, why]) => ({ name, state: 'refusing', text: `refuses it: ${why}` })),
    ];
    return all.sort((one, other) => one.name.localeCompare(other.name));
  }

  render() {
    if (!this.rollout) {
      return html`<p class="quiet small">Asking the processors…</p>`;
    }
    const marks = this.marks();
    if (!marks.length) {
      return html`<p class="quiet small">No processor is running, so nobody serves it. Start one: <code>${command('process', this.session)}</code></p>`;
    }
    const serving = this.rollout.serving.length;
    return html`<div class="rollout">
      <p class=${serving === marks.length ? 'good' : 'quiet'} role="status">${
        serving === marks.length
          ? marks.length === 1 ? 'The one processor serves it.' : `All ${marks.length} processors serve it.`
          : `${serving} of ${counted(marks.length, 'processor')} ${serving === 1 ? 'serves' : 'serve'} it.`
      }</p>
      <ul>${marks.map((mark) => html`<li class=${mark.state}><span class="dot" aria-hidden="true"></span>
        <span><span class="mono">${foreign(mark.name)}</span>${mark.state === 'serving' ? html`<span class="hidden-text"> serves it</span>` : html` <span class="quiet">${foreign(mark.text)}</span>`}</span></li>`)}</ul>
    </div>`;
  }
}
customElements.define('gs-rollout', Rollout);
