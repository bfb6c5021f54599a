import { html, nothing } from 'lit';
import { get } from '../api.js';
import { Page } from '../parts/page.js';
import { actionTitle, whyReadOnly } from '../parts/decision.js';
import { confusion } from '../parts/interval.js';
import '../parts/learning-curve.js';
import { classText, count, counted, foreign, percent, seconds, time } from '../parts/text.js';

/**
 * One published version: how good it is, how it came to be, and what was decided about it. Asks for decisions by the event `decide`.
 *
 * @property {string} name such as mlp@2
 * @property {object} rollback the version that a rollback leads to
 */
class ModelVersion extends Page {
  static properties = { name: {}, rollback: { attribute: false }, version: { state: true } };

  willUpdate(changed) {
    if (changed.has('name')) {
      this.version = undefined;
      this.load();
    }
  }

  again() {
    this.load();
  }

  load() {
    const at = this.name.lastIndexOf('@');
    return this.attempt(async () => {
      this.version = await get(`/api/models/${encodeURIComponent(this.name.slice(0, at))}/${encodeURIComponent(this.name.slice(at + 1))}`);
    });
  }

  decide(action) {
    this.dispatchEvent(new CustomEvent('decide', { detail: { action, version: this.version } }));
  }

  actions() {
    const { role, wasChampion } = this.version;
    if (role === 'champion' || role === 'retired') {
      return [];
    }
    return role === 'challenger'
      ? ['promote', ...(wasChampion ? ['rollback'] : []), 'unshadow']
      : ['promote', ...(wasChampion ? ['rollback'] : []), 'shadow', 'retire'];
  }

  render() {
    const version = this.version;
    const why = whyReadOnly(this.session);
    return html`
      <div class="page-head"><nav aria-label="Way back"><a href="/models">Models</a> /</nav><h1>${foreign(this.name)}</h1>
        ${version?.role ? html`<span class="tag ${version.role === 'champion' ? 'accent' : ''}">${version.role}</span>` : nothing}
        ${version
          ? html`<div class="actions">
              <a class="button" href="/models/compare/${encodeURIComponent(version.name)}">Compare</a>
              ${this.actions().map((action, index) => html`<button class=${action === 'retire' ? 'danger' : index === 0 ? 'primary' : ''} ?disabled=${Boolean(why)} title=${why} @click=${() => this.decide(action)}>${
                action === 'rollback' ? 'Roll back to it' : actionTitle(action)
              }</button>`)}</div>`
          : nothing}
      </div>
      ${this.problem()}
      ${version && why && this.actions().length ? html`<p class="quiet small">${why}</p>` : nothing}
      ${version ? this.facts() : this.failure ? nothing : html`<p class="quiet" role="status">Reading…</p>`}`;
  }

  facts() {
    const version = this.version;
    return html`<div class="stack">
      ${version.defect ? html`<p class="note bad" role="alert">It cannot serve: ${foreign(version.defect)}</p>` : nothing}
      <section class="card" aria-label="How good it is">${this.figures()}</section>
      <div class="grid models-columns">
        ${this.confusion()}
        <div class="stack">${this.training()}${this.lineage()}${this.decisions()}</div>
        ${this.bytes()}
      </div>
      ${version.learningCurve ? html`<gs-learning-curve .curve=${version.learningCurve}></gs-learning-curve>` : nothing}
      ${this.settings()}
    </div>`;
  }

  figures() {
    const { heldOut, live, training } = this.version;
    const measured = (what, one, of) => html`<div class="figure"><dt>${what}</dt><dd>${one ? percent(one.accuracy) : '–'}</dd>
      <dd class="models-under">${one ? html`${percent(one.lower)} to ${percent(one.upper)}<br>${of}` : 'not measured'}</dd></div>`;
    return html`<dl class="figures">
      ${measured('On held-out images', heldOut, heldOut ? `${count(heldOut.correct)} of ${count(heldOut.images)} right` : '')}
      ${measured('On the stream', live, live ? `${count(live.correct)} of ${count(live.seen)} right` : '')}
      <div class="figure"><dt>Trained on</dt><dd>${training.trainedOn ? count(training.trainedOn) : '–'}</dd><dd class="models-under">images</dd></div>
      <div class="figure"><dt>Size</dt><dd>${size(this.version.size)}</dd><dd class="models-under">${counted(this.version.chunks, 'chunk')}</dd></div>
    </dl>`;
  }

  className(label) {
    return classText(label, foreign(this.version.classNames[label] ?? ''));
  }

  confusion() {
    const { confusion: counts, classes } = this.version;
    if (counts.length !== classes * classes || !counts.some((number) => number > 0)) {
      return html`<section class="card"><h2>Confusion</h2><p class="quiet">It was not measured by class.</p></section>`;
    }
    const worst = counts
      .map((number, index) => ({ number, truth: Math.floor(index / classes), answer: index % classes }))
      .filter((one) => one.truth !== one.answer && one.number > 0)
      .sort((one, other) => other.number - one.number)
      .slice(0, 3);
    return html`<section class="card"><h2>Confusion on held-out images</h2>
      ${classes <= 40 ? confusion(counts, classes, (label) => this.className(label)) : nothing}
      <p class="quiet small">Rows are the truth, columns the answer.${worst.length ? ' Most often:' : ''}</p>
      <ul class="small">${worst.map((one) => html`<li>${this.className(one.truth)} answered as ${this.className(one.answer)}: ${counted(one.number, 'time')}</li>`)}</ul>
    </section>`;
  }

  training() {
    const { training } = this.version;
    return html`<section class="card"><h2>Training</h2><dl class="facts">
      <dt>Data set</dt><dd>${foreign(training.dataset)}<br><code title=${training.datasetSha256}>${training.datasetSha256.slice(0, 16)}…</code></dd>
      <dt>Seed</dt><dd>${training.seed}</dd>
      <dt>Held out</dt><dd>${counted(training.heldOut, 'image')}</dd>
      <dt>Took</dt><dd>${seconds(training.durationMillis / 1000)}</dd>
    </dl></section>`;
  }

  settings() {
    const settings = Object.entries(this.version.training.settings).sort(([one], [other]) => one.localeCompare(other));
    return settings.length
      ? html`<section class="card"><h2>Settings</h2><dl class="models-settings">${settings.map(
          ([name, value]) => html`<div><dt>${foreign(name)}</dt><dd>${foreign(value)}</dd></div>`,
        )}</dl></section>`
      : nothing;
  }

  lineage() {
    const { training, outcome, unread } = this.version;
    const { recipe, log } = training;
    return html`<section class="card"><h2>Lineage</h2><dl class="facts">
      ${recipe
        ? html`<dt>Recipe</dt><dd>${foreign(recipe.kind)}${recipe.preset ? `, preset ${foreign(recipe.preset)}` : ''}, seed ${recipe.seed}</dd>
            <dt>Began with</dt><dd>${recipe.start ? this.link(recipe.start) : 'new weights'}</dd>
            <dt>Training code</dt><dd>version ${foreign(recipe.codeVersion)}</dd>`
        : html`<dt>Recipe</dt><dd class="quiet">not recorded</dd>`}
      ${log
        ? html`<dt>Data on the log</dt><dd>${foreign(log.window)}<br>${log.images.map((range) => html`<span class="mono small">${range.partition}: ${count(range.from)}–${count(range.to)}</span><br>`)}</dd>
            <dt>Held out by</dt><dd>${foreign(log.heldOutRule)}</dd>`
        : nothing}
      ${outcome
        ? html`<dt>Trained because</dt><dd>${foreign(outcome.cause)}</dd>
            <dt>Compared with</dt><dd>${outcome.comparedWith ? this.link(outcome.comparedWith) : 'nothing'}</dd>
            <dt>Result</dt><dd>${foreign(outcome.result)}: ${foreign(outcome.reason)}</dd>`
        : html`<dt>Trained by</dt><dd class="quiet">a person, or before a trainer service ran</dd>`}
    </dl>
    ${unread.map((sentence) => html`<p class="quiet small">What became of its training is not known: ${foreign(sentence)}</p>`)}</section>`;
  }

  link(version) {
    return html`<a href="/models/${encodeURIComponent(version.name)}">${foreign(version.name)}</a>`;
  }

  bytes() {
    const version = this.version;
    const colors = version.channels === 3 ? 'in color' : 'in gray';
    const said = version.preprocessing;
    return html`<section class="card"><h2>Model</h2><dl class="facts">
      <dt>Kind</dt><dd>${foreign(version.kind)}</dd>
      <dt>Takes</dt><dd>${version.rows} x ${version.columns} ${colors}</dd>
      <dt>Pictures</dt><dd>${said ? `${foreign(said.colors)}, ${foreign(said.polarity)}, ${foreign(said.fit)}${said.center ? ', centered' : ''}` : 'not said'}</dd>
      <dt>Classes</dt><dd>${version.classNames.length ? version.classNames.map(foreign).join(', ') : version.classes}</dd>
      <dt>SHA-256</dt><dd><code>${version.sha256}</code></dd>
      <dt>Signature</dt><dd>${version.signed ? 'Ed25519' : 'none'}</dd>
      <dt>Probes</dt><dd>${counted(version.probes, 'image')} that it must score to the bit</dd>
      <dt>Published</dt><dd>${time(version.publishedAt)} by ${foreign(version.publishedBy)}</dd>
    </dl></section>`;
  }

  decisions() {
    const { decisions } = this.version;
    return html`<section class="card"><h2>Decisions</h2>${
      decisions.length
        ? html`<ol class="models-decisions">${[...decisions].reverse().map(
            (past) => html`<li><strong>${past.action}</strong> by ${foreign(past.actor)}, ${time(past.decidedAt)}<br><span class="quiet">${foreign(past.reason)}</span></li>`,
          )}</ol>`
        : html`<p class="quiet">Nothing was decided about it.</p>`
    }</section>`;
  }
}
customElements.define('gs-model-version', ModelVersion);

/** 1234567 bytes as 1.2 MB. */
function size(bytes) {
  if (bytes < 1000) {
    return `${bytes} B`;
  }
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
