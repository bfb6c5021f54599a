import { LitElement, html, nothing } from 'lit';
import { connection } from '../api.js';
import { command } from './text.js';

/** What all components are: elements that render into the page itself, so that the one style sheet reaches them. */
export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** A part whose colors are those of the theme, and do not follow by themselves: `recolor` gives it the new ones. */
export class ThemedPart extends Part {
  connectedCallback() {
    super.connectedCallback();
    this.themeChanged = () => this.recolor();
    addEventListener('theme', this.themeChanged);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('theme', this.themeChanged);
  }

  recolor() {
    this.requestUpdate();
  }
}

/**
 * What all pages are. `failure` is what went wrong last, and `problem()` shows it. `leave` is called when another page is opened:
 * streams end there.
 */
export class Page extends Part {
  static properties = { failure: { state: true }, session: { attribute: false }, params: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.reconnected = () => {
      if (this.failure?.status === 0) {
        this.failure = undefined;
        this.again();
      }
    };
    connection.addEventListener('connected', this.reconnected);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    connection.removeEventListener('connected', this.reconnected);
    this.leave();
  }

  leave() {}

  /** Loads what could not be loaded while the connection was lost. Pages with streams need not: streams come again by themselves. */
  again() {}

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

  /** Shows what to do where there is nothing to show yet: a sentence, and the arguments of the command that does it. */
  empty(text, command) {
    return command
      ? html`<gs-copy-command .text=${text} .command=${this.command(command)}></gs-copy-command>`
      : html`<div class="empty"><p>${text}</p></div>`;
  }

  /** Returns a command as it is typed in the folder of the program, for the broker and the topics of this console. */
  command(text) {
    return command(text, this.session);
  }
}
