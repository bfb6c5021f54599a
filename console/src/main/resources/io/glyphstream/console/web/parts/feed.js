import { html, nothing } from 'lit';
import { foreign } from './text.js';

/** Tells that the console cannot read something, or no longer does; nothing while it reads. */
export function feedTrouble(feed) {
  switch (feed?.state) {
    case 'ended':
      return html`<p class="note bad" role="alert">The console no longer reads ${feed.name}: ${foreign(feed.reason)}. Start it again.</p>`;
    case 'away':
      return html`<p class="note bad" role="alert">The console cannot read ${feed.name} at the moment: ${foreign(feed.reason)}. It tries again.</p>`;
    default:
      return nothing;
  }
}
