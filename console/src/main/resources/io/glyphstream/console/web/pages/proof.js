import { html, nothing } from 'lit';
import { actor, post, stream } from '../api.js';
import { whyReadOnly } from '../parts/decision.js';
import { Page } from '../parts/page.js';
import { count, counted, foreign, seconds, time } from '../parts/text.js';

const SCORES = [
  ['all', 'all of them'],
  ['10000', 'about 10,000 of them'],
  ['1000', 'about 1,000 of them'],
  ['none', 'none of them'],
];

/** What is promised, and the kinds of findings that break it. */
const PROMISES = [
  {
    text: 'Every image has one answer or one dead letter, and every label was taken in once',
    textOfPart: 'Each of the newest images has one answer or one dead letter',
    kinds: ['missing', 'duplicate', 'lost', 'former topic'],
    said: (v) =>
      `${counted(v.images, 'image')}: ${count(v.imagesAnswered)} answered, ${counted(v.imagesDead, 'dead letter')}, ${count(v.imagesMissing)} missing. ` +
      (v.labels ? `${counted(v.labels, 'label')}: ${count(v.labelsTaken)} taken in, ${counted(v.labelsDead, 'dead letter')}, ${count(v.labelsMissing)} missing.` : ''),
  },
  {
    text: 'Answers are in the order of their images, and say what their images say',
    kinds: ['foreign', 'disordered', 'contradiction'],
    said: (v) => counted(v.predictions - v.predictionsLater, 'prediction'),
  },
  {
    text: 'Every answer is by versions that were published and in service',
    kinds: ['unknown version', 'later release'],
    said: (v) => counted(v.predictions - v.predictionsLater, 'prediction'),
  },
  {
    text: 'Every score is what its version gives, to the bit',
    kinds: ['mismatch'],
    said: (v) => `${counted(v.rescored, 'score')} computed again`,
    isUntried: (v) => v.rescored === 0,
  },
  {
    text: 'Accuracy is what predictions and labels give',
    kinds: ['accuracy'],
    said: (v) => (v.accuracy === 'fed_meanwhile' ? 'Images or labels were coming in' : v.part.length ? 'Counts are of all images' : `${count(v.accuracyChecked)} counted again`),
    isUntried: (v) => v.accuracyChecked === 0,
  },
  {
    text: 'The processors have committed everything',
    kinds: ['uncommitted', 'open transaction'],
    said: () => 'Images, labels and their answers',
  },
];

/** What each kind of finding means. */
const KINDS = {
  'open transaction': 'a transaction stayed open and hides records',
  'former topic': 'a topic was deleted and created again',
  lost: 'retention removed a record before it had an outcome',
  missing: 'a record has no outcome',
  duplicate: 'a record has more than one outcome',
  repeated: 'a record was answered again, by a processor that promised at least once',
  foreign: 'an answer belongs to no image',
  disordered: 'an answer is out of order',
  contradiction: 'an answer says something else than its image',
  'later release': 'a decision was written by a later release',
  'unknown version': 'a score is by a version that was not in service',
  mismatch: 'a score is not what its version gives',
  accuracy: 'an accuracy is not what predictions and labels give',
  uncommitted: 'a record was not committed',
};

/** The verification of all that was promised, from the topics alone: start, progress, verdict. */
class ProofPage extends Page {
  static properties = { state: { state: true }, isPart: { state: true }, images: { state: true }, scores: { state: true }, acceptLosses: { state: true }, now: { state: true } };

  constructor() {
    super();
    this.isPart = false;
    this.images = 1000;
    this.scores = 'all';
    this.acceptLosses = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.events = stream('/api/proof/events', (name, state) => (this.state = state));
  }

  leave() {
    this.events?.close();
  }

  start(event) {
    event.preventDefault();
    return this.attempt(async () => {
      const images = this.isPart ? this.images : undefined;
      this.state = await post('/api/proof', { images, scores: this.scores, acceptLosses: this.acceptLosses, actor: actor() });
    });
  }

  cancel() {
    return this.attempt(() => post('/api/proof/cancel', {}));
  }

  render() {
    const state = this.state;
    return html`
      <div class="page-head"><h1>Proof</h1></div>
      <div class="stack">
        ${this.problem()}
        <p class="proof-lead">Reads the topics to their present ends, trusts nothing that the processors say, and checks that every image was
          answered once, by a version that was in service, with the score that this version gives.</p>
        ${state ? this.renderForm(state) : nothing}
        <div role="status" class="stack">${state ? this.renderState(state) : nothing}</div>
      </div>`;
  }

  renderForm(state) {
    if (!this.session?.mayWrite) {
      return html`<section class="card"><p>${whyReadOnly(this.session)} In a terminal: <code>${this.command('verify')}</code></p></section>`;
    }
    const isRunning = state.phase === 'running';
    return html`<form class="card proof-form" @submit=${this.start}>
      <label>Verify
        <select name="part" ?disabled=${isRunning} @change=${(event) => (this.isPart = event.target.value === 'last')}>
          <option value="all" ?selected=${!this.isPart}>all images</option>
          <option value="last" ?selected=${this.isPart}>the newest images</option>
        </select></label>
      ${
        this.isPart
          ? html`<label>How many
              <input type="number" name="images" min="1" step="1" required ?disabled=${isRunning} .value=${String(this.images)} @input=${(event) => (this.images = event.target.valueAsNumber)}></label>`
          : nothing
      }
      <label>Compute scores again
        <select name="scores" ?disabled=${isRunning} @change=${(event) => (this.scores = event.target.value)}>
          ${SCORES.map(([value, text]) => html`<option value=${value} ?selected=${value === this.scores}>${text}</option>`)}
        </select></label>
      <label class="inline"><input type="checkbox" name="acceptLosses" ?disabled=${isRunning} .checked=${this.acceptLosses} @change=${(event) => (this.acceptLosses = event.target.checked)}>Accept known losses</label>
      <button class="primary" ?disabled=${isRunning}>Verify</button>
      <p class="quiet small">${
        this.isPart
          ? 'As many of each partition. Labels and accuracy are left out: they are of all images. The feed may run meanwhile.'
          : 'All else is always checked in full. While images or labels come in, accuracy cannot be compared: let the feed rest for that.'
      }</p>
    </form>`;
  }

  renderState(state) {
    switch (state.phase) {
      case 'running':
        return this.renderProgress(state);
      case 'done':
        return this.renderVerdict(state);
      case 'cancelled':
        return html`<section class="card"><h2>Cancelled</h2><p class="quiet">${this.said(state)} There is no verdict.</p></section>`;
      case 'failed':
        return html`<section class="card"><h2 class="bad">It could not be verified</h2><p>${foreign(state.failure)}</p><p class="quiet">${this.said(state)} This says nothing of the answers.</p></section>`;
      default:
        return html`<section class="card">${this.empty(this.session?.mayWrite ? 'Nothing has been verified here yet. Press Verify, or use a terminal:' : 'Nothing has been verified here yet.', this.session?.mayWrite ? 'verify' : undefined)}</section>`;
    }
  }

  /** Who started it, when, and what was computed. */
  said(state) {
    const [, scores] = SCORES.find(([value]) => value === state.scores) ?? ['', state.scores];
    const took = state.endedAt ? `, took ${seconds((new Date(state.endedAt) - new Date(state.startedAt)) / 1000)}` : '';
    const images = state.images ? `The newest ${counted(state.images, 'image')}. ` : '';
    return `Started by ${foreign(state.actor)} at ${time(state.startedAt)}${took}. ${images}Scores computed again: ${scores}.`;
  }

  renderProgress(state) {
    return html`<section class="card" aria-labelledby="proof-running">
      <h2 id="proof-running">Verifying</h2>
      <div class="stack">
        <progress aria-labelledby="proof-running" max=${Math.max(1, state.total)} .value=${state.done}></progress>
        <p>${state.total ? `${count(state.done)} of ${counted(state.total, 'record')} read` : 'Waiting until the processors have committed what they read'}</p>
        <div class="row">${this.session?.mayWrite ? html`<button class="proof-cancel" @click=${this.cancel}>Cancel</button>` : nothing}<span class="quiet small">${this.said(state)}</span></div>
      </div>
    </section>`;
  }

  renderVerdict(state) {
    const verdict = state.verdict;
    const problems = verdict.findings.filter((finding) => finding.isProblem);
    const found = problems.reduce((sum, finding) => sum + finding.count, 0);
    return html`<section class="card proof-verdict ${verdict.ok ? 'is-good' : 'is-bad'}" aria-labelledby="proof-title">
        <h2 id="proof-title">${title(verdict)}</h2>
        <p>${verdict.ok ? `${counted(verdict.images, 'image')}, and nothing is wrong.` : `${counted(found, 'problem')} found.`} <span class="quiet">${this.said(state)}</span></p>
        ${verdict.notes.map((note) => html`<p class="note ${verdict.part.length ? '' : 'warn'}">${foreign(note)}</p>`)}
      </section>
      ${problems.length ? this.renderProblems(problems) : nothing}
      ${this.renderPromises(verdict)}
      ${verdict.part.length ? this.renderPart(verdict.part) : nothing}
      ${verdict.losses.length ? this.renderLosses(verdict) : nothing}`;
  }

  renderPart(stretches) {
    return html`<section class="card" aria-labelledby="proof-part">
      <h2 id="proof-part">Which images</h2>
      <ul class="proof-list">${stretches.map(({ topic, partition, from, to }) => html`<li>${foreign(topic)}-${partition}: offsets ${count(from)} to ${count(to)}</li>`)}</ul>
    </section>`;
  }

  renderProblems(problems) {
    return html`<section class="card" aria-labelledby="proof-problems">
      <h2 id="proof-problems">What is wrong</h2>
      <div class="stack">${problems.map(
        ({ kind, count: number, examples }) => html`<div class="proof-problem">
          <h3>${number === 1 ? 'Once' : `${count(number)} times`}: ${KINDS[kind] ?? kind}</h3>
          <ul class="proof-list">${examples.map((parts) => html`<li>${parts.map(part)}</li>`)}</ul>
          ${number > examples.length ? html`<p class="quiet small">The first ${count(examples.length)} are named.</p>` : nothing}
        </div>`,
      )}</div>
    </section>`;
  }

  renderPromises(verdict) {
    return html`<section class="card" aria-labelledby="proof-checked">
      <h2 id="proof-checked">What was checked</h2>
      <ul class="proof-promises">${PROMISES.map((promise) => {
        const broken = verdict.findings
          .filter((finding) => finding.isProblem && promise.kinds.includes(finding.kind))
          .reduce((sum, finding) => sum + finding.count, 0);
        const tag = broken
          ? html`<span class="tag bad">${counted(broken, 'problem')}</span>`
          : promise.isUntried?.(verdict)
            ? html`<span class="tag">not checked</span>`
            : html`<span class="tag good">true</span>`;
        return html`<li>${tag}<span>${verdict.part.length ? (promise.textOfPart ?? promise.text) : promise.text}<br><span class="quiet small">${promise.said(verdict)}</span></span></li>`;
      })}</ul>
    </section>`;
  }

  renderLosses(verdict) {
    return html`<section class="card" aria-labelledby="proof-losses">
      <h2 id="proof-losses">${verdict.lossesAccepted ? 'Losses that were accepted' : 'Losses'}</h2>
      <ul class="proof-list">${verdict.losses
        .slice(0, 100)
        .map((loss) => html`<li>${foreign(loss.topic)}-${loss.partition}: ${counted(loss.offsets, 'offset')} from ${loss.from}</li>`)}</ul>
      ${verdict.losses.length > 100 ? html`<p class="quiet small">The first 100 of ${count(verdict.losses.length)}.</p>` : nothing}
    </section>`;
  }
}
customElements.define('gs-proof', ProofPage);

function title(verdict) {
  if (!verdict.ok) {
    return 'Not verified';
  }
  const exceptions = [];
  if (verdict.lossesAccepted) {
    exceptions.push('the losses that were accepted');
  }
  if (verdict.accuracy === 'fed_meanwhile') {
    exceptions.push('accuracy');
  }
  return exceptions.length ? `Verified, but for ${exceptions.join(', and ')}` : 'Verified';
}

function part({ text, path }) {
  return path ? html`<a href=${path}>${foreign(text)}</a>` : foreign(text);
}
