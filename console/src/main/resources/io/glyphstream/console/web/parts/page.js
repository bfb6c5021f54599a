import { LitElement, html, nothing } from 'lit';

/** What all components are: elements that render into the page itself, so that the one style sheet reaches them. */
export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/**
 * What all pages are. `failure` is what went wrong last, and `problem()` shows it. `leave` is called when another page is opened:
 * streams end there.
 */
export class Page extends Part {
  static properties = { failure: { state: true }, session: { attribute: false }, params: { attribute: false } };

  disconnectedCallback() {
    super.disconnectedCallback();
    this.leave();
  }

  leave() {}

  /** Does something that may fail, and shows it if it does. */
  async attempt(task) {
    try {
      this.failure = undefined;
      return await task();
    } catch (failure) {
      if (failure.name !== 'AbortError') {
        this.failure = failure;
      }
      return undefined;
    }
  }

  problem() {
    return this.failure
      ? html`<p class="note bad" role="alert">${this.failure.message}${this.failure.advice ? html`<br>${this.failure.advice}` : nothing}</p>`
      : nothing;
  }

  /** Shows what to do where there is nothing to show yet. */
  empty(text, command) {
    return html`<div class="empty"><p>${text}</p>${command ? html`<code>${command}</code>` : nothing}</div>`;
  }
}
