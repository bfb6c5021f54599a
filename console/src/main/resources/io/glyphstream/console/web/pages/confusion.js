import { html, nothing } from 'lit';
import { stream } from '../api.js';
import '../parts/matrix.js';
import { address, navigate } from '../parts/navigate.js';
import { feedTrouble } from '../parts/feed.js';
import { Page } from '../parts/page.js';
import { count, foreign, percent, time } from '../parts/text.js';

const MOST_MISTAKES = 10;

/** Which classes a version takes for which others. */
class ConfusionPage extends Page {
  static properties = { told: { state: true } };

  willUpdate(changed) {
    if (!changed.has('params')) {
      return;
    }
    const key = JSON.stringify(this.params.query);
    if (key !== this.shown) {
      this.shown = key;
      this.leave();
      this.events = stream(address('/api/confusion/events', this.params.query), (name, value) => (this.told = value));
    }
  }

  leave() {
    this.events?.close();
  }

  choose(name, value) {
    navigate(address('/confusion', { ...this.params.query, [name]: value }));
  }

  open(event) {
    navigate(this.images(event.detail.truth, event.detail.answer));
  }

  images(truth, answer) {
    return address('/answers', { truth, answer, version: this.told.version });
  }

  name(label) {
    const name = this.told.report.classNames[label];
    return name ? `${label} ${foreign(name)}` : String(label);
  }

  choices() {
    const { told } = this;
    const window = this.params.query.window ?? '';
    const windows = [['', 'total'], ['newest', 'newest minute'], ...told.windows.map((start) => [start, `minute from ${time(start)}`])];
    if (window && !windows.some(([value]) => value === window)) {
      windows.push([window, foreign(window)]);
    }
    return html`<div class="actions">
      <label>Version
        <select @change=${(event) => this.choose('version', event.target.value)}>
          ${told.versions.map(
            (version) => html`<option value=${version.name} .selected=${version.name === told.version}>${foreign(version.name)}${version.role ? `, ${version.role}` : ''}</option>`,
          )}
        </select></label>
      <label>Counted in
        <select @change=${(event) => this.choose('window', event.target.value)}>
          ${windows.map(([value, text]) => html`<option value=${value} .selected=${value === window}>${text}</option>`)}
        </select></label>
    </div>`;
  }

  mistakes(report) {
    const { classes, confusion } = report;
    const all = confusion
      .map((images, at) => ({ images, truth: Math.floor(at / classes), answer: at % classes }))
      .filter((cell) => cell.images > 0 && cell.truth !== cell.answer)
      .sort((one, other) => other.images - one.images);
    return html`<section class="card" aria-label="Mistakes"><h2>Most frequent mistakes</h2>
      ${all.length === 0
        ? html`<p class="quiet">None.</p>`
        : html`<ol class="confusion-mistakes">${all.slice(0, MOST_MISTAKES).map(
            (cell) => html`<li><a href=${this.images(cell.truth, cell.answer)}>${this.name(cell.truth)} answered as ${this.name(cell.answer)}</a>
              <span class="number">${count(cell.images)}</span></li>`,
          )}</ol>`}
    </section>`;
  }

  classes(report) {
    const { classes, confusion } = report;
    const labels = Array.from({ length: classes }, (_, label) => label);
    const sum = (cell) => labels.reduce((total, other) => total + confusion[cell(other)], 0);
    return html`<section class="card" aria-label="Classes"><h2>Classes</h2><div class="scroll" tabindex="0" role="group" aria-label="table of classes"><table>
      <thead><tr><th>Class</th><th class="number">Images</th><th class="number">Answers</th><th class="number">Recall</th><th class="number">Precision</th></tr></thead>
      <tbody>${labels.map((label) => {
        const images = sum((answer) => label * classes + answer);
        const answers = sum((truth) => truth * classes + label);
        const right = confusion[label * classes + label];
        return html`<tr><td class="confusion-class">${this.name(label)}</td><td class="number">${count(images)}</td><td class="number">${count(answers)}</td>
          <td class="number">${images ? percent(right / images, 1) : '–'}</td><td class="number">${answers ? percent(right / answers, 1) : '–'}</td></tr>`;
      })}</tbody></table></div>
      <p class="small quiet">Recall: of the images of a class, those answered so. Precision: of these answers, the right ones.</p></section>`;
  }

  body() {
    const { report } = this.told;
    if (!report) {
      return html`<div class="card">${this.told.version
        ? this.empty(`Nothing was counted for ${foreign(this.told.version)} in this window. It counts images that carry their truth.`)
        : this.empty('No accuracy was counted yet. Send images that carry their truth:', 'produce mnist:test --rate 100')}</div>`;
    }
    return html`
      <p>${percent(report.accuracy)} of ${count(report.seen)} images are right
        <span class="quiet">(95 %: ${percent(report.lower)} to ${percent(report.upper)}${report.unlabelled ? `; ${count(report.unlabelled)} more without truth` : nothing})</span></p>
      <div class="confusion-layout">
        <section class="card" aria-label="Matrix">
          <gs-matrix .report=${report} @open=${this.open}></gs-matrix>
          <p class="small quiet">Rows are the truth, columns the answer, with their sums. <span class="matrix-key right"></span> right, and <span class="matrix-key wrong"></span> mistakes, each scaled by itself. A click or Enter shows the images.</p>
        </section>
        <div class="stack">${this.mistakes(report)}${this.classes(report)}</div>
      </div>`;
  }

  render() {
    return html`
      <div class="page-head"><h1>Confusion</h1>${this.told?.versions.length ? this.choices() : nothing}</div>
      ${this.problem()}
      ${feedTrouble(this.told?.feed)}
      ${this.told ? html`<div class="stack">${this.body()}</div>` : html`<p class="quiet">Loading …</p>`}`;
  }
}
customElements.define('gs-confusion', ConfusionPage);
