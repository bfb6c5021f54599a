import { html } from 'lit';
import { ThemedPart } from './page.js';

/**
 * An image as it was sent. Gray images are drawn as ink on paper, in the colors of the theme; color images as they are.
 *
 * @property {object} image `{pixels, rows, columns, channels}`, pixels in base 64
 * @property {string} label what the image is, for those who do not see it
 */
export class Glyph extends ThemedPart {
  static properties = { image: { attribute: false }, label: {} };

  render() {
    return html`<canvas role="img" aria-label=${this.label ?? 'image'} width=${this.image?.columns ?? 1} height=${this.image?.rows ?? 1}></canvas>`;
  }

  updated() {
    if (!this.image) {
      return;
    }
    const { rows, columns, channels } = this.image;
    const bytes = Uint8Array.from(atob(this.image.pixels), (sign) => sign.charCodeAt(0));
    const context = this.querySelector('canvas').getContext('2d');
    const drawn = context.createImageData(columns, rows);
    const style = getComputedStyle(this);
    const [paper, ink] = [color(style.getPropertyValue('--paper')), color(style.getPropertyValue('--ink'))];
    for (let pixel = 0; pixel < rows * columns; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        drawn.data[4 * pixel + channel] =
          channels === 3 ? bytes[3 * pixel + channel] : paper[channel] + ((ink[channel] - paper[channel]) * bytes[pixel]) / 255;
      }
      drawn.data[4 * pixel + 3] = 255;
    }
    context.putImageData(drawn, 0, 0);
  }
}
customElements.define('gs-glyph', Glyph);

function color(text) {
  const hex = text.trim().slice(1);
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}
