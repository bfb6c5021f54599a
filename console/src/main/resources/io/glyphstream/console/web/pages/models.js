import { html, nothing } from 'lit';
import { get } from '../api.js';
import { Page } from '../parts/page.js';
import { interval, scaleStart } from '../parts/interval.js';
import { actionTitle, whyReadOnly } from '../parts/decision.js';
import { count, foreign, time } from '../parts/text.js';
import '../parts/rollout.js';
import './model-version.js';
import './model-comparison.js';

const EVERY_MILLIS = 3000;
const RECENT = 8;

/** Returns what may be decided about a version, by its role. */
export function actionsFor(version, rollbackTo) {
  if (version.missing || version.role === 'retired') {
    return [];
  }
  if (version.role === 'champion') {
    return [];
  }
  const isBefore = rollbackTo && rollbackTo.name === version.name && rollbackTo.sha256 === version.sha256;
  return [isBefore ? 'rollback' : 'promote', version.role === 'challenger' ? 'unshadow' : 'shadow'];
}

/** The published versions: how good they are, who serves, and what was decided. */
class ModelsPage extends Page {
  static properties = {
    list: { state: true },
    history: { state: true },
    showsAll: { state: true },
    decided: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    this.look();
  }

  leave() {
    clearTimeout(this.timer);
    this.hasLeft = true;
  }

  async look() {
    clearTimeout(this.timer);
    if (!document.hidden && (!this.list || this.isList())) {
      try {
        const [list, history] = await Promise.all([get('/api/models'), get('/api/deployments')]);
        this.list = list;
        this.history = history.deployments;
        this.failure = undefined;
      } catch (failure) {
        this.failure = failure;
      }
    }
    if (!this.hasLeft) {
      this.timer = setTimeout(() => this.look(), EVERY_MILLIS);
    }
  }

  isList() {
    return !this.params?.path.length;
  }

  decide(action, version) {
    this.querySelector('gs-decision').open(action, version);
  }

  wasDecided(event) {
    this.decided = event.detail;
    this.look();
    this.querySelector('gs-model-version')?.load();
  }

  render() {
    const [first, ...rest] = this.params?.path ?? [];
    return html`
      ${this.decided && !this.isList() ? this.outcome() : nothing}
      ${first === 'compare'
        ? html`<gs-model-comparison .session=${this.session} .names=${rest} .versions=${this.list?.versions ?? []}></gs-model-comparison>`
        : first
          ? html`<gs-model-version .session=${this.session} .name=${first} .rollback=${this.list?.rollback}
              @decide=${(event) => this.decide(event.detail.action, event.detail.version)}></gs-model-version>`
          : this.overview()}
      <gs-decision .session=${this.session} @decided=${this.wasDecided}></gs-decision>`;
  }

  outcome() {
    const { deployment, warnings } = this.decided;
    return html`<section class="card models-outcome" aria-labelledby="models-outcome">
      <div class="row"><h2 id="models-outcome">Deployment ${deployment.sequence}: ${deployment.action} ${foreign(deployment.subject.name)}</h2>
        <button class="plain" @click=${() => (this.decided = undefined)}>Dismiss</button></div>
      ${warnings.map((warning) => html`<p class="note warn">${foreign(warning)}</p>`)}
      <gs-rollout .session=${this.session} .sequence=${deployment.sequence}></gs-rollout>
    </section>`;
  }

  overview() {
    const head = html`<div class="page-head"><h1>Models</h1>${this.list?.versions.length ? html`<div class="actions">${this.headActions()}</div>` : nothing}</div>${this.problem()}`;
    if (!this.list) {
      return html`${head}${this.failure ? nothing : html`<p class="quiet" role="status">Reading what is published…</p>`}`;
    }
    if (!this.list.versions.length) {
      return html`${head}<div class="card">${this.empty('No model is published yet. Train one; it is promoted at once if nothing answers.', 'train mlp')}</div>`;
    }
    return html`${head}
      <div class="stack">
        ${this.inService()}
        ${this.list.versions.some((version) => version.missing)
          ? html`<p class="note bad" role="alert">A version that is to serve is not published: the models topic was deleted, or is an older copy.</p>`
          : nothing}
        ${this.list.missedDecision ? html`<p class="note bad">What is in force is not known: ${foreign(this.list.missedDecision)}</p>` : nothing}
        ${this.list.unreadable.map((sentence) => html`<p class="note warn">${foreign(sentence)}</p>`)}
        ${this.table()}
        ${this.historyTable()}
      </div>`;
  }

  headActions() {
    const { versions, rollback } = this.list;
    const usable = versions.filter((version) => !version.missing);
    const inService = usable.filter((version) => version.role === 'champion' || version.role === 'challenger');
    const [first, second] = [...inService, ...usable.filter((version) => !inService.includes(version)).reverse()];
    return html`
      ${second ? html`<a class="button" href="/models/compare/${encodeURIComponent(first.name)}/${encodeURIComponent(second.name)}">Compare two</a>` : nothing}
      <button ?disabled=${!rollback || !this.session.mayWrite} title=${whyReadOnly(this.session) || (rollback ? '' : 'There is no earlier champion.')}
        @click=${() => this.decide('rollback', rollback)}>${rollback ? `Roll back to ${foreign(rollback.name)}` : 'Roll back'}</button>`;
  }

  inService() {
    const { deployment } = this.list;
    if (!deployment) {
      return html`<section class="card">${this.empty('Nothing answers yet. Promote a version, here or by', 'models promote MODEL')}</section>`;
    }
    const isNew = this.decided?.deployment.sequence === deployment.sequence;
    return html`<section class="card models-service ${isNew ? 'models-outcome' : ''}" aria-label="In service">
      ${isNew ? this.decided.warnings.map((warning) => html`<p class="note warn">${foreign(warning)}</p>`) : nothing}
      <dl>
        <div><dt>Answers</dt><dd class="models-champion">${this.link(deployment.champion) ?? 'nobody'}</dd></div>
        <div><dt>Scored beside it</dt><dd>${deployment.challengers.length ? deployment.challengers.map((one, index) => html`${index ? ', ' : nothing}${this.link(one)}`) : html`<span class="quiet">none</span>`}</dd></div>
        <div><dt>Since</dt><dd>${time(deployment.decidedAt)} <span class="quiet">deployment ${deployment.sequence}, ${deployment.action} by ${foreign(deployment.actor)}</span></dd></div>
      </dl>
      <gs-rollout .session=${this.session} .sequence=${deployment.sequence}></gs-rollout>
    </section>`;
  }

  link(version) {
    return version ? html`<a href="/models/${encodeURIComponent(version.name)}">${foreign(version.name)}</a>` : undefined;
  }

  table() {
    const { versions } = this.list;
    const from = scaleStart(versions.flatMap((version) => [version.heldOut, version.live]));
    const why = whyReadOnly(this.session);
    return html`<section class="card" aria-labelledby="models-all">
      <h2 id="models-all">Versions</h2>
      ${why ? html`<p class="quiet small">${why}</p>` : nothing}
      <div class="scroll" tabindex="0" role="group" aria-labelledby="models-all"><table class="models-list">
        <thead><tr><th scope="col">Version</th><th scope="col">Kind</th><th scope="col">Held-out images</th><th scope="col">On the stream</th><th scope="col">Published</th><th scope="col"><span class="hidden-text">Decide</span></th></tr></thead>
        <tbody>${[...versions].reverse().map((version) => this.row(version, from))}</tbody>
      </table></div>
      <p class="quiet small">Marks show 95 % intervals, on a scale from ${Math.round(100 * from)} % to 100 %.</p>
    </section>`;
  }

  row(version, from) {
    const tag = { champion: 'accent', retired: '' }[version.role] ?? '';
    return html`<tr>
      <td><strong>${version.missing ? foreign(version.name) : this.link(version)}</strong> ${version.role ? html`<span class="tag ${tag}">${version.role}</span>` : nothing}
        ${version.missing ? html`<span class="tag bad">missing</span>` : nothing}</td>
      ${version.missing
        ? html`<td colspan="4" class="quiet">It is to serve, but is not on the models topic.</td><td></td>`
        : html`<td data-label="Kind" class="models-kind">${foreign(version.kind)}</td>
          <td data-label="Held out">${interval(version.heldOut, from, 'not measured')}</td>
          <td data-label="On the stream">${interval(version.live, from, 'not seen yet')}${version.live ? html`<br><span class="quiet small">${count(version.live.seen)} labeled images</span>` : nothing}</td>
          <td data-label="Published"><time datetime=${version.publishedAt}>${time(version.publishedAt)}</time><br><span class="quiet small">by ${foreign(version.publishedBy)}</span></td>
          <td class="models-actions">${actionsFor(version, this.list.rollback).map((action) => this.button(action, version))}</td>`}
    </tr>`;
  }

  button(action, version) {
    return html`<button class="small" ?disabled=${!this.session.mayWrite} title=${whyReadOnly(this.session)}
      aria-label="${actionTitle(action)} ${foreign(version.name)}" @click=${() => this.decide(action, version)}>${action === 'rollback' ? 'Roll back' : actionTitle(action)}</button>`;
  }

  historyTable() {
    if (!this.history?.length) {
      return nothing;
    }
    const shown = this.showsAll ? this.history : this.history.slice(0, RECENT);
    return html`<section class="card" aria-labelledby="models-history">
      <h2 id="models-history">History</h2>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="models-history"><table>
        <thead><tr><th scope="col" class="number">No.</th><th scope="col">Decision</th><th scope="col">By</th><th scope="col">Reason</th><th scope="col">Answers from then on</th><th scope="col">When</th></tr></thead>
        <tbody>${shown.map(
          (past) => html`<tr><td class="number">${past.sequence}</td><td>${past.action} ${this.link(past.subject)}</td><td>${foreign(past.actor)}</td>
            <td class="models-reason">${foreign(past.reason)}</td><td>${past.champion ? foreign(past.champion.name) : 'nobody'}</td><td><time datetime=${past.decidedAt}>${time(past.decidedAt)}</time></td></tr>`,
        )}</tbody>
      </table></div>
      ${this.history.length > RECENT
        ? html`<button class="plain" @click=${() => (this.showsAll = !this.showsAll)}>${this.showsAll ? 'Show the newest' : `Show all ${count(this.history.length)}`}</button>`
        : nothing}
    </section>`;
  }
}
customElements.define('gs-models', ModelsPage);
