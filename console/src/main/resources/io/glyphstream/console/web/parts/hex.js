import { html, nothing } from 'lit';
import { Part } from './page.js';
import { count, counted } from './text.js';

const WIDTH = 16;

/**
 * Bytes as hexadecimal numbers, with the letters that they are in ASCII beside.
 *
 * @property {object} value `{size, beginning}`: how many bytes there are, and the first of them in base 64
 */
export class Hex extends Part {
  static properties = { value: { attribute: false } };

  render() {
    const bytes = Uint8Array.from(atob(this.value.beginning), (sign) => sign.charCodeAt(0));
    const lines = [];
    for (let start = 0; start < bytes.length; start += WIDTH) {
      lines.push(line(start, bytes.subarray(start, start + WIDTH)));
    }
    return html`<p class="quiet small">${counted(this.value.size, 'byte')}${bytes.length < this.value.size ? `; the first ${count(bytes.length)} are shown` : nothing}</p>
      <pre class="hex" tabindex="0" role="region" aria-label="Bytes in hexadecimal and ASCII">${lines.join('\n')}</pre>`;
  }
}
customElements.define('gs-hex', Hex);

function line(start, bytes) {
  const numbers = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const letters = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return `${start.toString(16).padStart(4, '0')}  ${numbers.padEnd(3 * WIDTH - 1)}  ${letters}`;
}
