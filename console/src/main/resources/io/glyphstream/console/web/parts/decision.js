import { html, nothing } from 'lit';
import { actor, post, setActor } from '../api.js';
import { Page } from './page.js';
import { foreign } from './text.js';

const WORDS = {
  promote: { title: 'Promote', does: 'answers from now on' },
  rollback: { title: 'Roll back to', does: 'answers again' },
  shadow: { title: 'Shadow', does: 'is scored beside the champion' },
  unshadow: { title: 'Stop shadowing', does: 'is scored no more' },
  retire: { title: 'Retire', does: 'must not serve again' },
};
const REFUSED = 409;
const UNFIT = 422;

/** Returns how an action is called on its button. */
export function actionTitle(action) {
  return WORDS[action].title;
}

/** Returns why nobody may decide in this session, or nothing. */
export function whyReadOnly(session) {
  if (session.mayWrite) {
    return '';
  }
  return session.readOnly
    ? 'This console only shows: it was started with --read-only.'
    : 'You may only look. To change things, open the link that glyphstream console (or demo) printed: it has the token.';
}

/**
 * The dialog before a decision: it shows what would change, and asks for a reason. Tells of a decision by the event `decided`, whose
 * detail is `{deployment, warnings}`.
 *
 * @property {object} session who looks
 */
class Decision extends Page {
  static properties = {
    action: { state: true },
    version: { state: true },
    plan: { state: true },
    busy: { state: true },
    force: { state: true },
    hasReason: { state: true },
  };

  /** Asks what a decision would change, and opens. */
  async open(action, version) {
    this.action = action;
    this.version = version;
    this.failure = undefined;
    this.hasReason = false;
    this.force = false;
    this.plan = undefined;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector('form').reset();
    this.querySelector('[name=actor]').value = actor() || this.session.actor;
    this.querySelector('dialog').showModal();
    await this.attempt(() => this.look());
  }

  close() {
    this.querySelector('dialog')?.close();
  }

  async look() {
    this.plan = await post(`${this.path()}/plan`, { action: this.action });
  }

  path() {
    return `/api/models/${encodeURIComponent(this.version.model)}/${this.version.version}`;
  }

  async decide(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.busy = true;
    setActor(form.get('actor') === this.session.actor ? '' : form.get('actor'));
    try {
      this.failure = undefined;
      const decided = await post(`${this.path()}/decide`, {
        action: this.action,
        reason: form.get('reason'),
        actor: form.get('actor'),
        force: this.force,
        seen: this.plan.now?.sequence ?? 0,
      });
      this.close();
      this.dispatchEvent(new CustomEvent('decided', { detail: decided }));
    } catch (failure) {
      this.failure = failure;
      if (failure.status === REFUSED || failure.status === UNFIT) {
        // What is in force may be another by now: the next attempt is about that.
        await this.look().catch(() => undefined);
      }
    } finally {
      this.busy = false;
    }
  }

  names(deployment) {
    return deployment?.challengers.length ? deployment.challengers.map((one) => foreign(one.name)).join(', ') : 'none';
  }

  changes() {
    const { now, then, refused } = this.plan;
    if (refused) {
      return html`<p class="note bad" role="alert">This would be refused: ${foreign(refused)}</p>`;
    }
    if (now && then.sequence === now.sequence) {
      return html`<p class="note">It is so already. Nothing would change.</p>`;
    }
    const row = (what, before, after) => html`<tr>
      <th scope="row">${what}</th><td class=${before === after ? '' : 'before'}>${before}</td><td class=${before === after ? 'quiet' : 'after'}>${before === after ? 'the same' : after}</td>
    </tr>`;
    return html`<table class="decision-changes">
      <thead><tr><th scope="col"><span class="hidden-text">What</span></th><th scope="col">Now</th><th scope="col">After</th></tr></thead>
      <tbody>
        ${row('Answers', foreign(now?.champion?.name ?? 'nobody'), foreign(then.champion?.name ?? 'nobody'))}
        ${row('Scored beside', this.names(now), this.names(then))}
        ${row('Deployment', String(now?.sequence ?? 'none'), String(then.sequence))}
      </tbody>
    </table>`;
  }

  warnings() {
    const { unfit, warnings = [] } = this.plan;
    const others = warnings.filter((warning) => warning !== unfit);
    return html`
      ${others.map((warning) => html`<p class="note warn">${foreign(warning)}</p>`)}
      ${unfit
        ? html`<div class="note bad" role="alert"><p>${foreign(unfit)}</p>
            <label class="inline"><input type="checkbox" .checked=${this.force} @change=${(event) => (this.force = event.target.checked)}>
              ${actionTitle(this.action)} it anyway</label></div>`
        : nothing}`;
  }

  mayDecide() {
    const { plan } = this;
    const changes = plan && !plan.refused && plan.then.sequence !== plan.now?.sequence;
    return changes && this.hasReason && !this.busy && (!plan.unfit || this.force);
  }

  render() {
    const title = this.version ? `${actionTitle(this.action)} ${foreign(this.version.name)}` : '';
    return html`<dialog aria-labelledby="decision-title">
      <form class="stack" method="dialog" @submit=${this.decide}>
        <div><h2 id="decision-title">${title}</h2>
          ${this.version ? html`<p class="quiet">${foreign(this.version.name)} ${WORDS[this.action].does}.</p>` : nothing}</div>
        ${this.plan ? html`${this.changes()}${this.warnings()}` : this.failure ? nothing : html`<p class="quiet" role="status">Looking at what would change…</p>`}
        <label>Reason (goes on the log)
          <textarea name="reason" rows="2" required autofocus @input=${(event) => (this.hasReason = event.target.value.trim() !== '')}></textarea></label>
        <label>Who decides<input name="actor" required maxlength="200" autocomplete="off"></label>
        ${this.problem()}
        <div class="row decision-buttons">
          <button type="button" @click=${this.close}>Cancel</button>
          <button class=${this.action === 'retire' ? 'danger' : 'primary'} ?disabled=${!this.mayDecide()}>${title}</button>
        </div>
      </form>
    </dialog>`;
  }
}
customElements.define('gs-decision', Decision);
