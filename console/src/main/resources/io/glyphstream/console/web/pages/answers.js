import { html, nothing } from 'lit';
import { repeat } from 'lit-html/directives/repeat.js';
import { get, stream } from '../api.js';
import '../parts/answer.js';
import '../parts/glyph.js';
import { address, navigate } from '../parts/navigate.js';
import { Page } from '../parts/page.js';
import { classText, count, counted, foreign, percent } from '../parts/text.js';

const MOST = 60;
const KINDS = { '': 'all answers', wrong: 'wrong', disagreeing: 'models disagree' };
const CONFIDENCES = { '': 'any', 0.5: 'below 50 %', 0.7: 'below 70 %', 0.9: 'below 90 %', 0.99: 'below 99 %' };

/** The newest answers as pictures; at /answers/PARTITION/OFFSET one of them. */
class AnswersPage extends Page {
  static properties = {
    answers: { state: true },
    from: { state: true },
    next: { state: true },
    searched: { state: true },
    rate: { state: true },
    paused: { state: true },
    held: { state: true },
    searching: { state: true },
    known: { state: true },
  };

  willUpdate(changed) {
    if (!changed.has('params')) {
      return;
    }
    const key = JSON.stringify(this.params);
    if (key !== this.shown) {
      this.shown = key;
      this.begin();
    }
  }

  leave() {
    this.events?.close();
    this.request?.abort();
  }

  again() {
    this.begin();
  }

  isOne() {
    return this.params.path.length === 2;
  }

  async begin() {
    this.leave();
    this.held = false;
    this.paused = false;
    this.rate = undefined;
    this.answers = undefined;
    if (this.isOne()) {
      return;
    }
    const { query } = this.params;
    this.request = new AbortController();
    if (!this.known) {
      this.attempt(async () => (this.known = await get('/api/confusion')));
    }
    await this.load(address('/api/answers', { ...query, limit: MOST }));
    if (this.shown === JSON.stringify(this.params) && this.isConnected && !this.isOne()) {
      this.events = stream(address('/api/answers/events', query), (name, value) => this.receive(name, value));
    }
  }

  async load(path, older = []) {
    const { signal } = this.request;
    await this.attempt(async () => {
      this.searching = true;
      const page = await get(path, signal);
      this.answers = [...older, ...page.answers];
      this.from = page.from;
      this.next = page.next;
      this.searched = page.searched;
    });
    this.searching = false;
  }

  receive(name, value) {
    if (name === 'failed') {
      this.failure = { message: value.error };
      return;
    }
    const share = value.millis ? 1000 / value.millis : 1;
    this.rate = { seen: value.seen * share, passed: value.passed * share };
    if (this.paused || this.held || value.answers.length === 0) {
      return;
    }
    const known = new Set(value.answers.map(placeOf));
    this.answers = [...value.answers, ...(this.answers ?? []).filter((answer) => !known.has(placeOf(answer)))].slice(0, MOST);
    this.from = 'window';
  }

  /** Pictures stay where they are while somebody points at one, or has the focus on one. */
  hold(held) {
    this.held = held;
  }

  filter(name, value) {
    navigate(address('/answers', { ...this.params.query, [name]: value }));
  }

  async older() {
    this.paused = true;
    await this.load(address('/api/answers', { ...this.params.query, limit: MOST, before: this.next }), this.answers);
  }

  searchTopic() {
    this.paused = true;
    return this.load(address('/api/answers', { ...this.params.query, limit: MOST, search: 'topic' }));
  }

  choice(name, title, options) {
    const chosen = this.params.query[name] ?? '';
    const missing = chosen !== '' && !options.some(([value]) => value === chosen);
    return html`<label>${title}
      <select name=${name} @change=${(event) => this.filter(name, event.target.value)}>
        ${[...options, ...(missing ? [[chosen, foreign(chosen)]] : [])].map(
          ([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
        )}
      </select></label>`;
  }

  filters() {
    const report = this.known?.report;
    const names = report?.classNames ?? [];
    const classes = Array.from({ length: report?.classes ?? 10 }, (_, label) => [
      String(label),
      names[label] ? `${label} ${foreign(names[label])}` : String(label),
    ]);
    const labels = [['', 'any'], ...classes];
    const versions = (this.known?.versions ?? []).map((version) => [version.name, `${foreign(version.name)}${version.role ? `, ${version.role}` : ''}`]);
    return html`<form class="row answers-filters" aria-label="Filters" @submit=${(event) => event.preventDefault()}>
      ${this.choice('show', 'Show', Object.entries(KINDS))}
      ${this.choice('below', 'Confidence', Object.entries(CONFIDENCES).sort(([one], [other]) => one - other))}
      ${this.choice('class', 'Answer or truth', labels)}
      ${this.choice('truth', 'Truth', labels)}
      ${this.choice('answer', 'Answer', labels)}
      ${this.choice('version', 'Said by', [['', 'the one that answered'], ...versions])}
      ${Object.keys(this.params.query).length ? html`<a class="button" href="/answers">Clear</a>` : nothing}
    </form>`;
  }

  tile(answer) {
    const wanted = this.params.query.version;
    const said = answer.scores.find((score) => score.name === wanted) ?? {
      label: answer.answer,
      labelName: answer.className,
      confidence: answer.confidence,
    };
    const truth = answer.truth;
    const isWrong = truth !== null && truth !== said.label;
    const others = answer.scores.filter((score) => score.label !== said.label);
    const saidText = foreign(classText(said.label, said.labelName));
    const truthText = truth === null ? 'truth unknown' : isWrong ? `is ${foreign(classText(truth, answer.truthName))}` : 'right';
    return html`<li><a class="answers-tile ${isWrong ? 'wrong' : ''}" href="/answers/${answer.partition}/${answer.offset}">
      ${answer.image
        ? html`<gs-glyph .image=${answer.image} label=${`image ${foreign(answer.imageId)}`}></gs-glyph>`
        : html`<span class="answers-gone small">image removed</span>`}
      <span class="answers-said"><b>${saidText}</b><span class="quiet small">${percent(said.confidence, 0)}</span></span>
      <span class="small ${isWrong ? 'bad' : 'quiet'}">${truthText}</span>
      ${others.map((score) => html`<span class="small quiet">${foreign(score.name)}: ${foreign(classText(score.label, score.labelName))}</span>`)}
    </a></li>`;
  }

  state() {
    if (this.searching) {
      return 'Searching …';
    }
    const isFiltered = Object.keys(this.params.query).length > 0;
    const passed = isFiltered ? `, ${count(this.rate?.passed ?? 0)} of them as chosen` : this.rate?.seen > 20 ? ', some of them shown' : '';
    const rate = this.rate ? `${count(this.rate.seen)} answers a second${passed}.` : '';
    const topic = this.from === 'topic' && this.answers?.length ? `From the newest ${count(this.searched)} offsets of the topic.` : '';
    const held = this.held && !this.paused ? 'Held while you point at them.' : '';
    return [rate, topic, held].filter(Boolean).join(' ');
  }

  nothingFound() {
    if (Object.keys(this.params.query).length) {
      return this.empty(`No answer like this: neither among those kept here nor on the newest ${count(this.searched)} offsets of the topic. This page shows the next one as it comes. A truth that comes later than its image, as a label of its own, is known only on the page of that answer.`);
    }
    return this.empty('No answers yet. They come as soon as a processor runs and somebody sends images:', 'produce mnist:test --rate 100');
  }

  list() {
    return html`
      <div class="page-head"><h1>Answers</h1>
        <div class="actions">
          <button aria-pressed=${Boolean(this.paused)} @click=${() => (this.paused = !this.paused)}>Pause</button>
        </div></div>
      ${this.problem()}
      <div class="stack">
        ${this.filters()}
        <p class="quiet small answers-state">${this.state()}&nbsp;</p>
        ${this.answers?.length === 0 && !this.searching
          ? this.nothingFound()
          : html`<ul class="answers-grid" aria-label=${counted(this.answers?.length ?? 0, 'answer')}
              @pointerenter=${() => this.hold(true)} @pointerleave=${() => this.hold(false)}
              @focusin=${() => this.hold(true)} @focusout=${() => this.hold(false)}>
              ${repeat(this.answers ?? [], placeOf, (answer) => this.tile(answer))}
            </ul>`}
        <div class="row">
          ${this.next !== null && this.next !== undefined && this.answers?.length ? html`<button @click=${this.older}>Older ones</button>` : nothing}
          ${Object.keys(this.params.query).length && this.from !== 'topic'
            ? html`<button @click=${this.searchTopic}>Search the newest ${count(this.searched ?? 0)} on the topic</button>`
            : nothing}
        </div>
      </div>`;
  }

  render() {
    return this.isOne() ? html`<gs-answer .place=${this.params.path}></gs-answer>` : this.list();
  }
}
customElements.define('gs-answers', AnswersPage);

function placeOf(answer) {
  return `${answer.partition}/${answer.offset}`;
}
