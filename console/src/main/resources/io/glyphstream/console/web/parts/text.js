/** Numbers, times and texts as people read them. */

const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** 1234567 as 1,234,567. */
export function count(number) {
  return counts.format(number);
}

/** 0.98765 as 98.77 %. */
export function percent(share, digits = 2) {
  return share === null || share === undefined ? '–' : `${(100 * share).toFixed(digits)} %`;
}

/** A time of day, with the date if it is not today. */
export function time(text) {
  const when = new Date(text);
  const today = when.toDateString() === new Date().toDateString();
  const clock = when.toLocaleTimeString('en-GB');
  return today ? clock : `${when.toLocaleDateString('en-CA')} ${clock}`;
}

/** 73 seconds as 1 min 13 s. */
export function seconds(number) {
  if (number < 60) {
    return `${Math.round(number)} s`;
  }
  const minutes = Math.floor(number / 60);
  return minutes < 60 ? `${minutes} min ${Math.round(number % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 2 images, 1 image. */
export function counted(number, noun) {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** A class: its name and number, or its number alone. */
export function classText(label, name) {
  return name ? `${name} (${label})` : String(label);
}

/** A command as it is typed in the folder of the program, for the broker and the topics of a session. */
export function command(text, session) {
  const { servers, prefix } = session ?? {};
  return `./glyphstream ${text}${servers ? ` -b ${servers}` : ''}${prefix && prefix !== 'glyphstream.' ? ` --topic-prefix ${prefix}` : ''}`;
}

/**
 * A text that somebody wrote to a topic, with control characters and marks of direction made visible: they could make a text look like
 * another one. Lit escapes markup by itself.
 */
export function foreign(text) {
  return String(text ?? '').replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
