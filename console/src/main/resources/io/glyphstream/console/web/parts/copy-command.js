import { html } from 'lit';
import { Part } from './page.js';

/**
 * What to do where there is nothing to show yet: a sentence, and the command to copy.
 *
 * @property {string} text the sentence
 * @property {string} command the command
 */
export class CopyCommand extends Part {
  static properties = { text: {}, command: {}, copied: { state: true } };

  render() {
    return html`<div class="empty"><p>${this.text}</p>
      <p class="copy-command"><code>${this.command}</code><button @click=${this.copy} aria-label="Copy the command">${this.copied ? 'Copied' : 'Copy'}</button></p>
      <span class="hidden-text" role="status">${this.copied ? 'Copied' : ''}</span></div>`;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.command);
      this.copied = true;
    } catch {
      // Without the right to the clipboard, the text is marked for the keys of the browser.
      getSelection().selectAllChildren(this.querySelector('code'));
    }
  }
}
customElements.define('gs-copy-command', CopyCommand);
