import { html, nothing } from 'lit';
import { get, post, stream } from '../api.js';
import { whyReadOnly } from '../parts/decision.js';
import { feedTrouble } from '../parts/feed.js';
import { address } from '../parts/navigate.js';
import { Page } from '../parts/page.js';
import { count, counted, foreign, time } from '../parts/text.js';
import '../parts/glyph.js';
import '../parts/hex.js';

const STEP = 100;
const LONGEST_CHOICE = 80;

/** Records that no answer could be given to: the newest, one of them in full, and another try for those that can be repaired. */
class DeadLettersPage extends Page {
  static properties = {
    list: { state: true },
    one: { state: true },
    stage: { state: true },
    reason: { state: true },
    shown: { state: true },
    resize: { state: true },
    dropLabels: { state: true },
    busy: { state: true },
    result: { state: true },
    reading: { state: true },
  };

  constructor() {
    super();
    this.shown = STEP;
    this.resize = false;
    this.dropLabels = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.events = stream('/api/dead-letters/events', (name, value) => this.receive(name, value));
  }

  leave() {
    this.events?.close();
  }

  receive(name, value) {
    if (name === 'replay') {
      this.reading = value.topic ? value : undefined;
      return;
    }
    this.refresh();
  }

  async refresh() {
    this.list = (await this.attempt(() => get('/api/dead-letters'))) ?? this.list;
  }

  willUpdate(changed) {
    if (!changed.has('params') || !this.params) {
      return;
    }
    const [partition, offset] = this.params.path;
    this.stage = this.params.query.stage ?? '';
    this.reason = this.params.query.reason ?? '';
    // A link from a letter names what that letter needs; nothing is taken away that somebody has ticked.
    const repairs = (this.params.query.repair ?? '').split(',');
    if (repairs.includes('resize') && !this.resize) {
      this.change('resize', true);
    }
    if (repairs.includes('drop_label') && !this.dropLabels) {
      this.change('dropLabels', true);
    }
    this.one = undefined;
    if (offset !== undefined) {
      this.open(partition, offset);
    }
  }

  async open(partition, offset) {
    const params = this.params;
    const found = await this.attempt(() => get(`/api/dead-letters/${encodeURIComponent(partition)}/${encodeURIComponent(offset)}`));
    if (params === this.params) {
      this.one = found;
    }
  }

  /** The filter is part of the address, so that it can be shared. */
  filter(name, value) {
    this[name] = value;
    this.shown = STEP;
    const query = new URLSearchParams(['stage', 'reason'].filter((one) => this[one]).map((one) => [one, this[one]]));
    history.replaceState(null, '', `/dead-letters${query.size ? `?${query}` : ''}`);
  }

  async replay(dryRun) {
    this.busy = dryRun ? 'Reading the images and the dead letters.' : 'Sending.';
    this.reading = undefined;
    const order = { dryRun, resize: this.resize, dropLabels: this.dropLabels };
    this.result = await this.attempt(() => post('/api/dead-letters/replay', order));
    this.busy = undefined;
    await this.updateComplete;
    this.querySelector('.letters-result')?.focus();
  }

  change(name, value) {
    this[name] = value;
    this.result = undefined;
  }

  async confirm(event) {
    this.querySelector('dialog').close();
    if (event.target.value === 'send') {
      await this.replay(false);
    }
  }

  render() {
    return this.params?.path.length > 1 ? this.renderOne() : this.renderList();
  }

  renderList() {
    const list = this.list;
    const all = list && list.letters.length === 0;
    return html`
      <div class="page-head"><h1>Dead letters</h1>
        ${list ? html`<span class="quiet">${list.isAll ? count(list.count) : `more than ${count(list.count)}`} on ${list.topic}</span>` : nothing}</div>
      <div class="stack">
        ${this.problem()}
        ${feedTrouble(list?.feed)}
        ${all && list.feed.state === 'starting' ? html`<p class="quiet" role="status">Reading…</p>` : nothing}
        ${all && list.feed.state === 'reading' ? html`<div class="card">${this.empty('No dead letters: every record that came could be read and answered. What cannot be will be here, with its reason.', 'watch dead-letters')}</div>` : nothing}
        ${list && !all ? html`${this.renderReplay()}${this.renderLetters(list)}` : nothing}
      </div>`;
  }

  renderLetters(list) {
    const found = list.letters.filter(
      ({ letter }) => (!this.stage || letter.stage === this.stage) && (!this.reason || letter.reason === this.reason),
    );
    return html`<section class="card" aria-labelledby="letters-title">
      <h2 id="letters-title">${found.length === list.letters.length ? `The newest ${count(found.length)}` : `${count(found.length)} of the newest ${count(list.letters.length)}`}</h2>
      <div class="row">
        ${this.renderFilter('stage', 'Refused by', 'every step', list.letters)}
        ${this.renderFilter('reason', 'Reason', 'any reason', list.letters)}
      </div>
      ${found.length === 0 ? html`<div class="empty"><p>None of the newest has this step and this reason.</p></div>` : nothing}
      <ul class="letters-list">${found.slice(0, this.shown).map(
        ({ partition, offset, at, letter }) => html`<li>
          <a href="/dead-letters/${partition}/${offset}">${foreign(letter.reason)}</a>
          <span class="quiet small">${time(at)} · ${letter.stage ? html`${foreign(letter.stage)} · from ${place(letter)} · ` : nothing}${letter.key ? html`key <span class="mono">${foreign(letter.key)}</span> · ` : nothing}${counted(letter.bytes, 'byte')}</span>
        </li>`,
      )}</ul>
      ${found.length > this.shown ? html`<button @click=${() => (this.shown += STEP)}>Show ${Math.min(STEP, found.length - this.shown)} more</button>` : nothing}
    </section>`;
  }

  renderFilter(name, label, every, letters) {
    const counts = new Map();
    letters.forEach(({ letter }) => counts.set(letter[name], (counts.get(letter[name]) ?? 0) + 1));
    if (this[name] && !counts.has(this[name])) {
      counts.set(this[name], 0);
    }
    const choices = [...counts].sort((first, second) => second[1] - first[1]);
    return html`<label class="letters-filter">${label}
      <select name=${name} @change=${(event) => this.filter(name, event.target.value)}>
        <option value="" ?selected=${!this[name]}>${every}</option>
        ${choices.filter(([text]) => text).map(([text, number]) => html`<option value=${text} ?selected=${this[name] === text}>${foreign(text.slice(0, LONGEST_CHOICE))} (${count(number)})</option>`)}
      </select></label>`;
  }

  renderReplay() {
    const mayWrite = this.session?.mayWrite;
    return html`<section class="card" aria-labelledby="letters-replay">
      <h2 id="letters-replay">Send them again</h2>
      <div class="stack">
        <p class="quiet">Dead letters that the champion can answer by now are sent to the images topic again, each at most once. They stay here.</p>
        ${mayWrite
          ? html`<div class="row">
              <label class="inline"><input type="checkbox" name="resize" .checked=${this.resize} @change=${(event) => this.change('resize', event.target.checked)}>Bring images to the champion’s size <code class="quiet">--resize</code></label>
              <label class="inline"><input type="checkbox" name="dropLabels" .checked=${this.dropLabels} @change=${(event) => this.change('dropLabels', event.target.checked)}>Leave out labels that the champion does not know <code class="quiet">--drop-labels</code></label>
            </div>
            <div class="row"><button class="letters-look" ?disabled=${this.busy !== undefined} @click=${() => this.replay(true)}>See what would be sent</button>
              <span role="status" class="quiet">${this.busy ?? ''}</span></div>
            ${this.busy && this.reading ? this.renderReading(this.reading) : nothing}
            ${this.result ? this.renderResult(this.result) : nothing}`
          : html`<p>${whyReadOnly(this.session)} In a terminal: <code>${this.command('dead-letters replay --dry-run')}</code></p>`}
      </div>
    </section>`;
  }

  renderReading({ topic, done, total }) {
    return html`<div class="letters-reading"><p class="quiet small">Reading <code>${foreign(topic)}</code>: ${count(done)} of ${count(total)} records.</p>
      <progress max=${Math.max(1, total)} .value=${done} aria-label="Records that were read"></progress></div>`;
  }

  renderResult(result) {
    return html`<div class="note letters-result" tabindex="-1" role="group" aria-label="Result">
        <p><strong>${counted(result.fedBack, 'dead letter')} ${result.dryRun ? 'can be sent again' : `${result.fedBack === 1 ? 'was' : 'were'} sent again`}.</strong>
          ${count(result.fedBackBefore)} sent before. ${count(result.left)} left.</p>
        ${result.reasons.length ? html`<p class="quiet">Why ${result.left > result.reasons.length ? 'the first of these' : 'these'} are left:</p>
          <ul>${result.reasons.map((reason) => html`<li>${foreign(reason)}</li>`)}</ul>` : nothing}
        ${result.dryRun && result.fedBack > 0 ? html`<button class="primary letters-send" @click=${() => this.querySelector('dialog').showModal()}>Send ${count(result.fedBack)} again …</button>` : nothing}
      </div>
      <dialog aria-labelledby="letters-confirm">
        <div class="stack">
          <h2 id="letters-confirm">Send ${counted(result.fedBack, 'dead letter')} again?</h2>
          <p>They go to the images topic in one transaction, as new images, and are answered like all others.
            ${this.resize ? 'Images of another size are resized.' : ''} ${this.dropLabels ? 'Unknown labels are left out.' : ''}
            This cannot be undone.</p>
          <div class="row"><button class="primary" value="send" @click=${this.confirm}>Send</button><button value="cancel" @click=${this.confirm}>Cancel</button></div>
        </div>
      </dialog>`;
  }

  renderOne() {
    const one = this.one;
    return html`
      <div class="page-head"><h1>Dead letter</h1><a href="/dead-letters">All dead letters</a></div>
      <div class="stack">${this.problem()}${one ? html`
        <p class="note bad letters-reason">${foreign(one.letter.reason)}</p>
        <div class="letters-two">
          ${this.renderFacts(one)}
          ${this.renderImage(one)}
        </div>
        ${this.renderBytes(one)}
        ${this.renderHeaders(one)}` : nothing}
      </div>`;
  }

  renderFacts(one) {
    const letter = one.letter;
    return html`<section class="card" aria-labelledby="letters-facts">
      <h2 id="letters-facts">Where it is from</h2>
      <dl class="facts">
        <dt>Refused by</dt><dd>${foreign(letter.stage) || '–'}</dd>
        <dt>From</dt><dd>${letter.topic ? place(letter) : '–'}</dd>
        <dt>Refused at</dt><dd>${time(one.at)}</dd>
        <dt>Here</dt><dd>${this.list?.topic ?? 'partition'}-${one.partition} at ${one.offset}</dd>
        <dt>Key</dt><dd>${letter.key ? html`<span class="mono">${foreign(letter.key)}</span>` : one.omittedKeyBytes !== null ? `left out: ${counted(one.omittedKeyBytes, 'byte')}` : 'none'}</dd>
        <dt>Value</dt><dd>${one.value ? counted(one.value.size, 'byte') : one.omittedValueBytes !== null ? `left out: its ${counted(one.omittedValueBytes, 'byte')} did not fit this topic` : 'none'}</dd>
      </dl>
    </section>`;
  }

  renderImage(one) {
    const image = one.image;
    return html`<section class="card" aria-labelledby="letters-image">
      <h2 id="letters-image">${image ? 'As an image' : 'No image'}</h2>
      ${image
        ? html`<div class="letters-image">
            ${image.pixels ? html`<gs-glyph .image=${image} label="what was sent"></gs-glyph>` : nothing}
            <dl class="facts">
              <dt>Id</dt><dd class="mono">${foreign(image.id)}</dd>
              <dt>Size</dt><dd>${image.rows} x ${image.columns}${image.channels === 1 ? '' : ` x ${image.channels}`}</dd>
              <dt>Label</dt><dd>${image.label ?? 'none'}</dd>
              <dt>Captured</dt><dd>${time(image.capturedAt)}</dd>
              <dt>Source</dt><dd>${foreign(image.source) || '–'}</dd>
            </dl></div>`
        : nothing}
      ${one.noImage ? html`<p class="quiet">${foreign(one.noImage)}</p>` : nothing}
      <h3>What a repair would do</h3>
      ${this.renderRepair(one.repair)}
    </section>`;
  }

  renderRepair(repair) {
    if (!repair.possible) {
      return html`<p class="letters-repair">Nothing: ${foreign(repair.reason)}.</p>`;
    }
    const what = { resize: 'bring it to the champion’s size', drop_label: 'leave out its label' };
    const changes = repair.changes.map((change) => what[change]).join(' and ');
    return html`<div class="letters-image">
      ${repair.image.pixels ? html`<gs-glyph .image=${repair.image} label="what would be sent"></gs-glyph>` : nothing}
      <p class="letters-repair">${changes ? `It would ${changes}` : 'It would be sent as it is'}, and the champion can answer it.
        <a href=${address('/dead-letters', { repair: repair.changes.join() })}>Send dead letters again</a></p></div>`;
  }

  renderBytes(one) {
    return one.value
      ? html`<section class="card" aria-labelledby="letters-bytes">
          <h2 id="letters-bytes">Bytes</h2>
          <gs-hex .value=${one.value}></gs-hex>
        </section>`
      : nothing;
  }

  renderHeaders(one) {
    return html`<section class="card" aria-labelledby="letters-headers">
      <h2 id="letters-headers">Headers</h2>
      <dl class="letters-headers">${one.headers.map(
        ({ name, text, bytes }) => html`<dt class="mono">${foreign(name)}</dt><dd>${foreign(text)}${text.length < bytes && bytes > 500 ? html` <span class="quiet">… ${counted(bytes, 'byte')}</span>` : nothing}</dd>`,
      )}</dl>
    </section>`;
  }
}
customElements.define('gs-dead-letters', DeadLettersPage);

function place(letter) {
  return html`${foreign(letter.topic)}-${letter.partition} at ${letter.offset}`;
}
