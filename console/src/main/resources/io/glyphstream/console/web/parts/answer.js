import { html, nothing } from 'lit';
import { get } from '../api.js';
import './glyph.js';
import './neighbors.js';
import './outputs.js';
import { Page } from './page.js';
import { classText, foreign, percent } from './text.js';

/**
 * One answer, with what it rests on.
 *
 * @property {string[]} place partition and offset on the predictions topic
 */
class Answer extends Page {
  static properties = { place: { attribute: false }, answer: { state: true }, copied: { state: true }, link: { state: true } };

  willUpdate(changed) {
    if (changed.has('place') && JSON.stringify(this.place) !== JSON.stringify(changed.get('place'))) {
      this.answer = undefined;
      this.copied = false;
      this.link = undefined;
      this.load();
    }
  }

  again() {
    this.load();
  }

  load() {
    return this.attempt(async () => {
      this.answer = await get(`/api/answers/${this.place.map(encodeURIComponent).join('/')}`);
    });
  }

  async copy() {
    const link = location.origin + location.pathname;
    try {
      await navigator.clipboard.writeText(link);
      this.copied = true;
    } catch {
      // Without the right to the clipboard, the link is shown and marked for the keys of the browser.
      this.link = link;
      await this.updateComplete;
      getSelection().selectAllChildren(this.querySelector('.answers-link'));
    }
  }

  render() {
    const { answer } = this;
    return html`
      <p class="small answers-back"><a href="/answers">All answers</a></p>
      <div class="page-head"><h1>Answer ${this.place.map(foreign).join('/')}</h1>
        <div class="actions">${answer ? html`<button @click=${this.copy}>${this.copied ? 'Copied' : 'Copy link'}</button>` : nothing}</div>
      </div>
      ${this.link ? html`<p class="answers-copy" role="status">The browser does not let this page copy. The link: <code class="answers-link">${this.link}</code></p>` : nothing}
      ${this.problem()}
      ${answer ? this.evidence(answer) : nothing}`;
  }

  evidence(answer) {
    const isByNeighbors = (score) => score.kind === 'nearest-neighbors';
    return html`<div class="stack">
      <div class="answers-evidence">
        <section class="card stack" aria-label="Image">
          ${answer.image
            ? html`<gs-glyph .image=${answer.image} label=${`image ${foreign(answer.imageId)}`}></gs-glyph>`
            : html`<p class="note warn">The image was removed: Kafka keeps it as long as retention.ms of the images topic says.</p>`}
          ${this.verdict(answer)}
        </section>
        <section class="card" aria-label="What it rests on"><h2>Where and when</h2>${this.facts(answer)}</section>
      </div>
      <div class="answers-models">
        ${answer.scores.map((score) => html`<section class="card" aria-label=${foreign(score.name)}>
          <h2 class="row"><a href="/models/${encodeURIComponent(score.name)}">${foreign(score.name)}</a> <span class="tag ${score.role === 'champion' ? 'accent' : ''}">${score.role}</span></h2>
          <p class="answers-digest quiet mono">SHA-256 ${score.sha256}</p>
          <gs-outputs .score=${score} .truth=${truthOf(answer)}></gs-outputs>
        </section>`)}
      </div>
      ${answer.scores.filter(isByNeighbors).map(
        (score) => html`<gs-neighbors .place=${this.place} .version=${score.name} .isShown=${Boolean(answer.image)} .truth=${truthOf(answer)}></gs-neighbors>`,
      )}
    </div>`;
  }

  verdict(answer) {
    const said = foreign(classText(answer.answer, answer.className));
    const truth = truthOf(answer);
    const isKnown = truth !== null;
    const isWrong = isKnown && truth !== answer.answer;
    const name = answer.truth === null ? answer.label?.labelName : answer.truthName;
    return html`<div class="answers-verdict">
      <p><span class="quiet small">Answer</span><b>${said}</b></p>
      <p><span class="quiet small">Confidence</span><b>${percent(answer.confidence, 1)}</b></p>
      <p><span class="quiet small">Truth</span><b class=${isWrong ? 'bad' : ''}>${isKnown ? foreign(classText(truth, name)) : 'unknown'}</b></p>
      ${isKnown ? html`<p class="answers-wide"><span class="tag ${isWrong ? 'bad' : 'good'}">${isWrong ? 'wrong' : 'right'}</span></p>` : nothing}
      ${answer.label
        ? html`<p class="small quiet answers-wide">The label came apart from the image${answer.label.source ? html`, from <code>${foreign(answer.label.source)}</code>` : nothing}.</p>`
        : nothing}
      ${isKnown ? nothing : html`<p class="small quiet answers-wide">The image came without its truth, and no label came at about the same time.</p>`}
    </div>`;
  }

  facts(answer) {
    const captured = Date.parse(answer.capturedAt);
    const after = (text) => html`${stamp(text)} <span class="quiet">${since(Date.parse(text) - captured)}</span>`;
    const champion = answer.scores.find((score) => score.role === 'champion');
    return html`<dl class="facts">
      <dt>Image</dt><dd><code>${foreign(answer.imageId)}</code></dd>
      <dt>Source</dt><dd>${answer.source ? html`<code>${foreign(answer.source)}</code>` : html`<span class="quiet">not told</span>`}</dd>
      <dt>Image at</dt><dd>partition ${answer.inputPartition}, offset ${answer.inputOffset}</dd>
      <dt>Answer at</dt><dd>partition ${answer.partition}, offset ${answer.offset}</dd>
      <dt>Answered by</dt><dd>${champion ? html`<a href="/models/${encodeURIComponent(champion.name)}">${foreign(champion.name)}</a>` : '–'}</dd>
      <dt>Deployment</dt><dd>${answer.deployment}</dd>
      <dt>Captured</dt><dd>${stamp(answer.capturedAt)}</dd>
      <dt>Sent to Kafka</dt><dd>${after(answer.recordedAt)}</dd>
      <dt>Scored</dt><dd>${after(answer.scoredAt)}</dd>
    </dl>`;
  }
}
customElements.define('gs-answer', Answer);

/** The true class, or null: it came with the image, or as a label of its own. */
function truthOf(answer) {
  return answer.truth ?? answer.label?.label ?? null;
}

function stamp(text) {
  const when = new Date(text);
  return `${when.toLocaleDateString('en-CA')} ${when.toLocaleTimeString('en-GB')}.${String(when.getMilliseconds()).padStart(3, '0')}`;
}

function since(millis) {
  return millis < 0 ? `${-millis} ms before` : `${millis} ms after`;
}
