import { html, nothing } from 'lit';
import { get } from '../api.js';
import './glyph.js';
import { Page } from './page.js';
import { classText, count, foreign } from './text.js';

/**
 * The neighbors that decided an answer of a k-NN model.
 *
 * @property {string[]} place partition and offset of the answer
 * @property {string} version such as knn@1
 * @property {boolean} isShown whether the image is still there; without it there are no neighbors
 * @property {number} truth the true class, or null
 */
class Neighbors extends Page {
  static properties = {
    place: { attribute: false },
    version: { attribute: false },
    isShown: { attribute: false },
    truth: { attribute: false },
    found: { state: true },
  };

  willUpdate(changed) {
    if ((changed.has('place') || changed.has('version')) && this.isShown) {
      this.again();
    }
  }

  again() {
    const path = [...this.place, 'neighbors', this.version].map(encodeURIComponent);
    this.found = undefined;
    return this.attempt(async () => {
      this.found = await get(`/api/answers/${path.join('/')}`);
    });
  }

  render() {
    return html`<section class="card" aria-label="Neighbors">
      <h2>The neighbors that decided for ${foreign(this.version)}</h2>
      ${this.problem()}
      ${!this.isShown
        ? html`<p class="quiet">The image was removed, so they cannot be found.</p>`
        : this.found
          ? this.neighbors(this.found)
          : this.failure
            ? nothing
            : html`<p class="quiet">Loading the version and searching …</p>`}
    </section>`;
  }

  neighbors(found) {
    const isDistorted = found.reranking !== 'none';
    const distance = (neighbor) =>
      isDistorted ? count(neighbor.distance) : Math.sqrt(neighbor.distance).toLocaleString('en', { maximumFractionDigits: 1 });
    return html`
      <p class="quiet small">${count(found.voters)} of ${count(found.references)} training images vote,
        ${found.weighting === 'uniform' ? 'each with one vote' : 'the nearer with the larger vote'}.
        ${isDistorted ? 'Distances are by the image distortion model.' : 'Distances are Euclidean, in gray levels.'}
        ${found.deskewed ? 'Images are shown upright, as they are compared.' : nothing}
        ${found.neighbors.length < found.voters ? `The nearest ${found.neighbors.length} are shown.` : nothing}</p>
      ${found.vote === found.answered
        ? nothing
        : html`<p class="note bad" role="alert">The vote of these neighbors is ${found.vote}, but the answer was ${found.answered}. Report this.</p>`}
      <ol class="answers-grid">
        ${found.neighbors.map((neighbor) => {
          const label = foreign(classText(neighbor.label, neighbor.labelName));
          const isWrong = this.truth !== null && neighbor.label !== this.truth;
          return html`<li class="answers-tile ${isWrong ? 'wrong' : ''}">
            <gs-glyph .image=${neighbor.image} label=${`training image ${neighbor.index}, a ${label}`}></gs-glyph>
            <span class="answers-said"><b>${label}</b><span class="quiet small">no. ${count(neighbor.index)}</span></span>
            <span class="small quiet">distance ${distance(neighbor)}</span></li>`;
        })}
      </ol>`;
  }
}
customElements.define('gs-neighbors', Neighbors);
