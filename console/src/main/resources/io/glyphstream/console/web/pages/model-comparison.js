import { html, nothing, svg } from 'lit';
import { get, post, stream } from '../api.js';
import { Page } from '../parts/page.js';
import { whyReadOnly } from '../parts/decision.js';
import { classText, count, counted, foreign, percent } from '../parts/text.js';
import '../parts/glyph.js';

const UNLIKELY = 0.05;

/**
 * Two versions on the images that both have scored. The server reads all answers for it, so a person starts it.
 *
 * @property {string[]} names of the two, from the address; the second may be missing
 * @property {object[]} versions those that can be chosen
 */
class ModelComparison extends Page {
  static properties = { names: { attribute: false }, versions: { attribute: false }, job: { state: true }, chosen: { state: true }, sides: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.events = stream('/api/comparisons', (_, job) => (this.job = job.id ? job : undefined));
  }

  leave() {
    this.events?.close();
  }

  willUpdate(changed) {
    if (changed.has('names') && this.names.join() !== changed.get('names')?.join()) {
      this.chosen = [...this.names];
    }
  }

  updated() {
    const { job } = this;
    if (job?.state === 'done' && job.result.labelled && this.asked !== job.id) {
      this.asked = job.id;
      this.load(job.id);
    }
  }

  /** Loads the images on which only one was right: they are many bytes, so they are no part of what the stream tells. */
  load(id) {
    return this.attempt(async () => {
      this.sides = { id, ...(await get(`/api/comparisons/${id}/images`)) };
    });
  }

  again() {
    this.asked = undefined;
    this.requestUpdate();
  }

  choose(index, name) {
    const chosen = [this.chosen[0] ?? '', this.chosen[1] ?? ''];
    chosen[index] = name;
    this.chosen = chosen;
  }

  start(event) {
    event.preventDefault();
    const [first, second] = this.chosen;
    history.replaceState(null, '', `/models/compare/${encodeURIComponent(first)}/${encodeURIComponent(second)}`);
    return this.attempt(async () => {
      this.job = await post('/api/comparisons', { first, second });
    });
  }

  cancel() {
    return this.attempt(() => post('/api/comparisons/cancel', {}));
  }

  select(index, label) {
    const names = this.versions.filter((version) => !version.missing).map((version) => version.name);
    const chosen = this.chosen[index] ?? '';
    return html`<label>${label}<select @change=${(event) => this.choose(index, event.target.value)}>
      <option value="" ?selected=${!chosen}>Choose a version</option>
      ${names.map((name) => html`<option value=${name} ?selected=${name === chosen}>${foreign(name)}</option>`)}
    </select></label>`;
  }

  isAbout(job) {
    return job && job.first.name === this.chosen[0] && job.second.name === this.chosen[1];
  }

  render() {
    const why = whyReadOnly(this.session);
    const [first, second] = this.chosen;
    const isRunning = this.job?.state === 'reading';
    return html`
      <div class="page-head"><nav aria-label="Way back"><a href="/models">Models</a> /</nav><h1>Compare two versions</h1></div>
      <div class="stack">
        <form class="card row models-choice" @submit=${this.start}>
          ${this.select(0, 'One')}${this.select(1, 'The other')}
          ${isRunning
            ? html`<button type="button" @click=${this.cancel} ?disabled=${Boolean(why)}>Cancel</button>`
            : html`<button class="primary" title=${why} ?disabled=${Boolean(why) || !first || !second || first === second}>Compare</button>`}
          <p class="quiet small">${why || 'Reads all labels and answers on the topics, which may take a while.'}</p>
        </form>
        ${this.problem()}
        ${this.outcome()}
      </div>`;
  }

  outcome() {
    const { job } = this;
    if (!job) {
      return nothing;
    }
    if (job.state === 'reading') {
      return html`<section class="card" role="status"><p>Comparing ${foreign(job.first.name)} with ${foreign(job.second.name)}: ${job.topic ? html`reading <code>${foreign(job.topic)}</code>, ${count(job.done)} of ${count(job.total)} records` : 'beginning'}</p>
        <progress max=${Math.max(1, job.total)} .value=${job.done} aria-label="Records that were read"></progress></section>`;
    }
    if (!this.isAbout(job)) {
      return nothing;
    }
    if (job.state === 'failed') {
      return html`<p class="note bad" role="alert">The comparison failed: ${foreign(job.failure)}</p>`;
    }
    return job.state === 'cancelled' ? html`<p class="note">The comparison was cancelled.</p>` : this.result(job.result);
  }

  result(result) {
    const first = foreign(result.first.name);
    const second = foreign(result.second.name);
    if (!result.images) {
      return html`<div class="card">${this.empty(`No image was scored by both ${first} and ${second}. Let one be scored beside the other for a while, and compare again.`, `models shadow ${first}`)}</div>`;
    }
    return html`
      <section class="card" aria-label="Result">
        <dl class="figures">
          <div class="figure"><dt>Scored by both</dt><dd>${count(result.images)}</dd><dd class="models-under">images, ${count(result.labelled)} with a label</dd></div>
          <div class="figure"><dt>The same answer</dt><dd>${percent(result.agreed / result.images)}</dd><dd class="models-under">on ${count(result.agreed)}</dd></div>
          ${result.labelled
            ? html`<div class="figure"><dt>${first}</dt><dd>${percent(result.firstCorrect / result.labelled)}</dd><dd class="models-under">right</dd></div>
                <div class="figure"><dt>${second}</dt><dd>${percent(result.secondCorrect / result.labelled)}</dd><dd class="models-under">right</dd></div>`
            : nothing}
        </dl>
      </section>
      ${result.labelled ? this.verdict(result, first, second) : html`<p class="note">Which of them is right cannot be told: feed images with labels.</p>`}
      ${result.labelled && this.sides?.id === this.job.id
        ? html`${this.side('first', first, this.sides.onlyFirst, result.onlyFirstCorrect)}${this.side('second', second, this.sides.onlySecond, result.onlySecondCorrect)}`
        : nothing}
      ${result.labelled ? this.byClass(result, first, second) : nothing}`;
  }

  verdict(result, first, second) {
    const both = result.firstCorrect - result.onlyFirstCorrect;
    const neither = result.labelled - both - result.onlyFirstCorrect - result.onlySecondCorrect;
    const parts = [
      { text: 'both right', number: both, kind: 'both' },
      { text: `only ${first} right`, number: result.onlyFirstCorrect, kind: 'first' },
      { text: `only ${second} right`, number: result.onlySecondCorrect, kind: 'second' },
      { text: 'both wrong', number: neither, kind: 'neither' },
    ];
    const better = result.onlyFirstCorrect > result.onlySecondCorrect ? first : second;
    const differing = result.onlyFirstCorrect + result.onlySecondCorrect;
    const p = result.chance < 0.0001 ? 'less than 0.0001' : result.chance.toPrecision(2);
    return html`<section class="card"><h2>${result.chance < UNLIKELY ? `${better} is the better one` : 'The difference may well be chance'}</h2>
      <p>${differing
        ? html`They differ on ${count(differing)} images with a label. If both were equally good, a difference like this or a greater one would come about by chance with a probability of ${p} (McNemar's exact test).`
        : 'They are right on exactly the same images.'}</p>
      ${this.bars(parts, result.labelled)}
      <ul class="models-legend">${parts.map((part) => html`<li><svg width="10" height="10" aria-hidden="true"><rect width="10" height="10" rx="2" class="models-part ${part.kind}"></rect></svg> ${part.text}: ${count(part.number)} <span class="quiet">${percent(part.number / result.labelled)}</span></li>`)}</ul>
      ${differing ? html`<p><a href="/answers?show=disagreeing&amp;version=${encodeURIComponent(result.first.name)}">Look at the newest images on which models disagree</a></p>` : nothing}
    </section>`;
  }

  bars(parts, total) {
    let at = 0;
    return html`<svg class="models-shares" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">${parts.map((part) => {
      const x = at;
      const width = (1000 * part.number) / total;
      at += width;
      return svg`<rect x=${x} y="0" width=${width} height="24" class="models-part ${part.kind}"></rect>`;
    })}</svg>`;
  }

  /** The newest images on which only one of the two was right; each opens its answer. */
  side(kind, name, images, all) {
    return html`<section class="card" aria-labelledby="models-only-${kind}"><h2 id="models-only-${kind}">
        <svg width="10" height="10" aria-hidden="true"><rect width="10" height="10" rx="2" class="models-part ${kind}"></rect></svg> Only ${name} is right
        <span class="quiet small">${images.length < all ? `the newest ${count(images.length)} of ${counted(all, 'image')}` : counted(all, 'image')}</span></h2>
      ${images.length ? html`<ul class="answers-grid models-side">${images.map((one) => this.tile(one))}</ul>` : html`<p class="quiet">There is no such image.</p>`}
    </section>`;
  }

  tile(one) {
    const text = (said) => foreign(classText(said.label, said.labelName));
    const line = (version, said) => html`<span class="small ${said.label === one.truth.label ? 'quiet' : 'bad'}">${foreign(version.name)}: ${text(said)}</span>`;
    const { first, second } = this.job.result;
    return html`<li><a class="answers-tile" href="/answers/${one.partition}/${one.offset}">
      ${one.image
        ? html`<gs-glyph .image=${one.image} label=${`image ${foreign(one.imageId)}`}></gs-glyph>`
        : html`<span class="answers-gone small">image removed</span>`}
      <span class="answers-said"><b>is ${text(one.truth)}</b></span>
      ${line(first, one.first)}${line(second, one.second)}
    </a></li>`;
  }

  byClass(result, first, second) {
    const rows = result.classes.filter((one) => one.images > 0);
    const most = Math.max(0.001, ...rows.map((one) => Math.abs(one.firstCorrect - one.secondCorrect) / one.images));
    return html`<section class="card" aria-labelledby="models-by-class"><h2 id="models-by-class">By class</h2>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="models-by-class"><table>
      <thead><tr><th scope="col">Class</th><th scope="col" class="number">Images</th><th scope="col" class="number">${first}</th><th scope="col" class="number">${second}</th><th scope="col" class="number">Difference</th><th scope="col"><span class="hidden-text">As a bar</span></th></tr></thead>
      <tbody>${rows.map((one) => {
        const difference = (one.firstCorrect - one.secondCorrect) / one.images;
        const width = (48 * Math.abs(difference)) / most;
        return html`<tr class="models-part-row"><th scope="row"><a href="/answers?show=disagreeing&amp;truth=${one.class}">${classText(one.class, one.className && foreign(one.className))}</a></th>
          <td class="number">${count(one.images)}</td><td class="number">${percent(one.firstCorrect / one.images)}</td><td class="number">${percent(one.secondCorrect / one.images)}</td>
          <td class="number">${difference > 0 ? '+' : difference < 0 ? '−' : ''}${percent(Math.abs(difference))}</td>
          <td><svg width="100" height="12" aria-hidden="true"><line x1="50" x2="50" y1="0" y2="12" class="models-zero"></line>
            <rect x=${difference > 0 ? 50 : 50 - width} y="2" width=${width} height="8" rx="2" class="models-part ${difference > 0 ? 'first' : 'second'}"></rect></svg></td></tr>`;
      })}</tbody></table></div>
      <p class="quiet small">Bars to the right: ${first} is right more often. The links show the newest answers to images of a class on which models disagree.</p>
    </section>`;
  }
}
customElements.define('gs-model-comparison', ModelComparison);
