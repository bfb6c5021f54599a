import { html } from 'lit';
import { Page } from '../parts/page.js';

/** What the pipeline does at the moment. */
class LivePage extends Page {
  render() {
    return html`<div class="page-head"><h1>Live</h1></div>${this.problem()}`;
  }
}
customElements.define('gs-live', LivePage);
