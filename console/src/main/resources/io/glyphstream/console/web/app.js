import { html, nothing } from 'lit';
import { connection, get } from './api.js';
import './parts/copy-command.js';
import { Part } from './parts/page.js';

/** Each page: its path, its name in the navigation, its element, and its file. The first one is where one begins. */
const PAGES = [
  { path: '/live', name: 'Live', element: 'gs-live', file: './pages/live.js' },
  { path: '/answers', name: 'Answers', element: 'gs-answers', file: './pages/answers.js' },
  { path: '/confusion', name: 'Confusion', element: 'gs-confusion', file: './pages/confusion.js' },
  { path: '/draw', name: 'Draw', element: 'gs-draw', file: './pages/draw.js' },
  { path: '/models', name: 'Models', element: 'gs-models', file: './pages/models.js' },
  { path: '/dead-letters', name: 'Dead letters', element: 'gs-dead-letters', file: './pages/dead-letters.js' },
  { path: '/proof', name: 'Proof', element: 'gs-proof', file: './pages/proof.js' },
];
const THEME = 'glyphstream-theme';
const RETRY_MILLIS = 2000;

/** The frame around all pages: navigation, connection, theme. */
class App extends Part {
  static properties = {
    session: { state: true },
    page: { state: true },
    lost: { state: true },
    theme: { state: true },
    failure: { state: true },
    unopened: { state: true },
  };

  constructor() {
    super();
    this.theme = localStorage.getItem(THEME) ?? 'auto';
    this.showTheme();
  }

  connectedCallback() {
    super.connectedCallback();
    connection.addEventListener('lost', () => {
      this.lost = true;
      this.retry();
    });
    connection.addEventListener('connected', () => {
      this.lost = false;
      this.begin();
      if (this.unopened) {
        this.open();
      }
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => dispatchEvent(new Event('theme')));
    addEventListener('popstate', () => this.open());
    addEventListener('click', (event) => this.follow(event));
    this.begin();
    this.open();
  }

  /** Asks until the console answers again: not every page has a stream that does. */
  retry() {
    setTimeout(async () => {
      if (this.lost) {
        await this.begin();
        this.retry();
      }
    }, RETRY_MILLIS);
  }

  async begin() {
    try {
      this.session = await get('/api/session');
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** Links within the console open without loading the page again. */
  follow(event) {
    const link = event.target.closest?.('a[href]');
    const isOurs = link && link.origin === location.origin && !link.target && !link.hasAttribute('download');
    if (!isOurs || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    this.go(link);
  }

  /** Opens an address. What has another path than before is read from its top, also where it is of the same page. */
  async go(address) {
    const isElsewhere = address.pathname !== location.pathname;
    if (address.href !== location.href) {
      history.pushState(null, '', address.href);
    }
    await this.open();
    if (isElsewhere) {
      await this.updateComplete;
      this.toTop();
    }
  }

  toTop() {
    this.querySelector('main')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  /** Shows the page that the address names. */
  async open() {
    const page = PAGES.find((one) => location.pathname === one.path || location.pathname.startsWith(`${one.path}/`)) ?? PAGES[0];
    const { href } = location;
    const isNew = page !== this.page;
    try {
      await import(page.file);
    } catch {
      this.unopened = page;
      await this.begin();
      return;
    }
    if (href !== location.href) {
      return;
    }
    this.unopened = undefined;
    this.page = page;
    this.params = {
      path: location.pathname.slice(page.path.length + 1).split('/').filter(Boolean).map(decodeURIComponent),
      query: Object.fromEntries(new URLSearchParams(location.search)),
    };
    document.title = `${page.name} – Glyphstream`;
    this.requestUpdate();
    if (isNew && this.hasUpdated) {
      await this.updateComplete;
      this.toTop();
      this.showCurrent();
    }
  }

  /** Where there is little room the navigation scrolls: the page that is open must not be out of sight. */
  showCurrent() {
    const link = this.querySelector('nav [aria-current]');
    const nav = link?.closest('nav');
    if (nav) {
      nav.scrollLeft += link.getBoundingClientRect().left - nav.getBoundingClientRect().left - nav.clientWidth / 3;
    }
  }

  showTheme() {
    if (this.theme === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = this.theme;
    }
    // What is painted on a canvas must be painted again.
    dispatchEvent(new Event('theme'));
  }

  changeTheme(event) {
    this.theme = event.target.value;
    localStorage.setItem(THEME, this.theme);
    this.showTheme();
  }

  updated() {
    const main = this.querySelector('main > .outlet');
    if (!main || !this.page || !this.session) {
      return;
    }
    let element = main.firstElementChild;
    if (element?.localName !== this.page.element) {
      element = document.createElement(this.page.element);
      main.replaceChildren(element);
    }
    element.session = this.session;
    element.params = this.params;
  }

  render() {
    return html`
      <header class="sidebar">
        <a class="brand" href="/live"><img src=${new URL('./icon.svg', import.meta.url).pathname} alt="">Glyphstream</a>
        <nav aria-label="Pages"><ul>
          ${PAGES.map(
            (page) => html`<li><a href=${page.path} aria-current=${page === (this.unopened ?? this.page) ? 'page' : nothing}>${page.name}</a></li>`,
          )}
        </ul></nav>
        <div class="foot small">
          ${this.lost ? html`<span class="bad" role="status">Connection lost. Trying again.</span>` : nothing}
          ${this.session ? html`<span class="quiet">${this.session.mayWrite ? 'You may change things.' : 'Read-only.'}</span>` : nothing}
          <label>Theme
            <select @change=${this.changeTheme}>
              ${['auto', 'light', 'dark'].map((theme) => html`<option value=${theme} ?selected=${theme === this.theme}>${theme}</option>`)}
            </select>
          </label>
        </div>
      </header>
      <main tabindex="-1">
        ${this.failure && !this.session ? html`<p class="note bad" role="alert">${this.failure.message}<br>${this.failure.advice}</p>` : nothing}
        ${this.unopened
          ? html`<div class="page-head"><h1>${this.unopened.name}</h1></div><p class="note bad" role="alert">The page ${this.unopened.name} could not be loaded. ${this.lost ? 'It opens when the console answers again.' : 'Reload it.'}</p>`
          : nothing}
        <div class="outlet" ?hidden=${Boolean(this.unopened)}></div>
      </main>`;
  }
}
customElements.define('gs-app', App);
