import { html, nothing } from 'lit';
import { get, post, upload } from '../api.js';
import { Page } from '../parts/page.js';
import { whyReadOnly } from '../parts/decision.js';
import { classText, foreign, percent } from '../parts/text.js';
import '../parts/canvas.js';
import '../parts/glyph.js';
import '../parts/opinions.js';

const EVERY_MILLIS = 3000;
const KEPT = 8;
const LARGEST_PICTURE = 8 << 20;

/** An image of one's own: what the models in service say while one draws, and the answer of the real stream. */
class DrawPage extends Page {
  static properties = {
    canvas: { state: true },
    models: { state: true },
    results: { state: true },
    sending: { state: true },
    picture: { state: true },
    isDropping: { state: true },
  };

  constructor() {
    super();
    this.results = [];
    this.paste = (event) => this.choose([...event.clipboardData.files]);
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener('paste', this.paste);
    this.look();
  }

  leave() {
    this.hasLeft = true;
    clearTimeout(this.timer);
    document.removeEventListener('paste', this.paste);
  }

  /** Another champion may take images of another shape. */
  async look() {
    if (!document.hidden) {
      try {
        const before = this.canvas?.deployment;
        this.canvas = await get('/api/draw');
        if (before !== undefined && before !== this.canvas.deployment) {
          await this.updateComplete;
          this.score();
        }
      } catch (failure) {
        this.failure = failure;
      }
    }
    if (!this.hasLeft) {
      this.timer = setTimeout(() => this.look(), EVERY_MILLIS);
    }
  }

  surface() {
    return this.querySelector('gs-canvas');
  }

  drawn() {
    this.picture = undefined;
    this.score();
  }

  /** Asks what the models say. One request is under way at most; what is drawn meanwhile is asked after it. */
  async score() {
    if (!this.session.mayWrite) {
      return;
    }
    if (this.isScoring) {
      this.isStale = true;
      return;
    }
    this.isScoring = true;
    do {
      this.isStale = false;
      if (!this.surface() || this.surface().isEmpty()) {
        this.models = undefined;
      } else {
        const scored = await this.attempt(() => post('/api/draw/score', this.surface().image()));
        this.models = scored?.models;
      }
    } while (this.isStale && !this.hasLeft);
    this.isScoring = false;
  }

  clear() {
    this.surface().clear();
    this.surface().querySelector('canvas').focus();
  }

  async send() {
    if (this.sending || !this.session.mayWrite || this.surface().isEmpty()) {
      return;
    }
    const image = this.surface().image();
    this.sending = true;
    const start = performance.now();
    const outcome = await this.attempt(() => post('/api/draw/send', image));
    this.sending = false;
    if (outcome) {
      this.results = [{ ...outcome, image, millis: performance.now() - start }, ...this.results].slice(0, KEPT);
    }
  }

  drop(event) {
    event.preventDefault();
    this.isDropping = false;
    this.choose([...event.dataTransfer.files]);
  }

  over(event) {
    event.preventDefault();
    this.isDropping = true;
  }

  async choose(files) {
    const [file] = files;
    if (!file || !this.session.mayWrite || !this.surface()) {
      return;
    }
    if (file.size > LARGEST_PICTURE) {
      this.failure = { message: `${file.name} has ${file.size} bytes, and at most ${LARGEST_PICTURE} are taken`, advice: 'Make it smaller: the model looks at a few pixels only.' };
      return;
    }
    const image = await this.attempt(() => upload(`/api/draw/picture?name=${encodeURIComponent(file.name)}`, file));
    if (image) {
      this.surface().take(image);
      this.picture = { name: file.name, conversion: image.conversion };
    }
  }

  render() {
    return html`<div class="page-head"><h1>Draw</h1></div>${this.problem()}${this.body()}`;
  }

  body() {
    if (!this.canvas) {
      return this.failure ? nothing : html`<p class="quiet" role="status">Asking who answers…</p>`;
    }
    if (!this.canvas.champion) {
      return html`<div class="card">${
        this.canvas.missing
          ? this.empty(`${foreign(this.canvas.missing.name)} is to answer, but is not published. Promote another version.`, 'models promote MODEL')
          : this.empty('Nothing answers yet, so there is nothing to draw for. Promote a version on the page Models, or by', 'models promote MODEL')
      }</div>`;
    }
    const { rows, columns, channels, name } = this.canvas.champion;
    const why = whyReadOnly(this.session);
    return html`<div class="draw">
      <section class="draw-left" aria-label="Draw">
        <div class="card draw-card ${this.isDropping ? 'dropping' : ''}" @dragover=${this.over} @dragleave=${() => (this.isDropping = false)} @drop=${this.drop}>
          <gs-canvas .rows=${rows} .columns=${columns} .channels=${channels} @drawn=${this.drawn} @send=${this.send}></gs-canvas>
          <div class="row">
            <button class="primary" @click=${this.send} ?disabled=${Boolean(why) || this.sending} title=${why}>${this.sending ? 'Waiting for the answer…' : 'Send'}</button>
            <button @click=${this.clear}>Clear</button>
            <label class="button draw-file">Picture…<input type="file" accept="image/png,image/jpeg,image/gif,image/bmp" ?disabled=${Boolean(why)}
              @change=${(event) => { this.choose([...event.target.files]); event.target.value = ''; }}></label>
          </div>
          ${why ? html`<p class="note small">${why}</p>` : nothing}
          ${this.picture ? html`<p class="small quiet">${foreign(this.picture.name)}, as ${foreign(name)} sees it: ${foreign(this.picture.conversion)}</p>` : nothing}
          <p class="small quiet" id="draw-keys">${rows} x ${columns}${channels === 1 ? '' : ' in color'}, as ${foreign(name)} takes it. ${channels === 1 ? '' : 'What is drawn is black on white; a picture keeps its colors. '}Keys: arrows move, space paints, shift with arrows draws, Delete clears, Enter sends. A picture can be dropped or pasted too.</p>
        </div>
      </section>
      <section class="draw-right stack" aria-label="Answers">
        ${this.result()}
        ${this.models ? html`<gs-opinions .models=${this.models}></gs-opinions>` : html`<div class="card">${this.empty(why ? 'What the models in service say of a drawing is shown only to those who may change things.' : 'Draw in the frame. What each model in service says of it shows here while you draw.')}</div>`}
        ${this.results.length > 1 ? this.earlier() : nothing}
      </section>
    </div>`;
  }

  result() {
    const [newest] = this.results;
    if (!newest) {
      return nothing;
    }
    return html`<section class="card draw-result" aria-live="polite" aria-label="The answer of the stream">
      <gs-glyph .image=${newest.image} label="what was sent"></gs-glyph>
      ${newest.answer ? this.answer(newest) : html`<div><h2 class="bad">${newest.deadLetter ? 'A dead letter' : 'No answer yet'}</h2>
        <p>${newest.deadLetter ? foreign(newest.deadLetter) : html`${foreign(newest.silence)}. Is a processor running?`}</p>
        ${newest.deadLetter ? html`<a href="/dead-letters">Look at the dead letters</a>` : html`<code>${this.command('status')}</code>`}</div>`}
    </section>`;
  }

  answer(one) {
    const { answer } = one;
    const committed = Math.max(0, one.totalMillis - Math.max(one.scoredMillis, one.sentMillis));
    return html`<div class="draw-answer"><p class="quiet">The stream answers</p>
        <p class="draw-class">${classText(answer.answer, answer.className && foreign(answer.className))} <small class="quiet">${percent(answer.confidence, 1)}</small></p>
        <p class="small quiet">by ${foreign(answer.scores[0].name)}, deployment ${answer.deployment}. <a href="/answers/${one.answerPartition}/${one.answerOffset}">Open the answer</a></p></div>
      <div class="draw-times"><p class="draw-total">${Math.round(one.totalMillis)} <small>ms</small></p>
        <dl class="facts small"><dt>on the topic after</dt><dd>${one.sentMillis.toFixed(1)} ms</dd><dt>scored after</dt><dd>${one.scoredMillis} ms</dd>
        <dt>committed and read in</dt><dd>${committed.toFixed(0)} ms</dd></dl></div>`;
  }

  earlier() {
    return html`<section class="card"><h2>Sent before</h2><ul class="draw-earlier">${this.results.slice(1).map(
      (one) => html`<li><gs-glyph .image=${one.image} label="what was sent"></gs-glyph>
        <span>${one.answer ? classText(one.answer.answer, one.answer.className && foreign(one.answer.className)) : one.deadLetter ? 'dead letter' : 'no answer'}</span>
        <span class="quiet small">${Math.round(one.totalMillis)} ms</span></li>`,
    )}</ul></section>`;
  }
}
customElements.define('gs-draw', DrawPage);
