import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeHtml, html, jsonScript, raw } from './html.ts';

describe('html', () => {
  test('escapes text in content and in attributes, and keeps markup', () => {
    const evil = `<script>alert("x")</script>'&`;
    const page = html`<p title="${evil}">${evil}${html`<b>${1}</b>`}${raw('<i></i>')}</p>`.text;
    const safe = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39;&amp;';
    expect(page).toBe(`<p title="${safe}">${safe}<b>1</b><i></i></p>`);
  });

  test('behavior: joins lists and prints nothing for null, undefined and booleans', () => {
    expect(html`${['a', [html`<br>`, null]]}${undefined}${false}${true}|`.text).toBe('a<br>|');
  });

  test('property: escaped text has no character of markup and can be restored', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']/);
        const restored = escaped
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&');
        expect(restored).toBe(text);
      }),
    );
  });
});

describe('jsonScript', () => {
  test('property: no value can end the element, and the value can be read back', () => {
    const hostile = fc.oneof(fc.string(), fc.constantFrom('</script><script>', '<!--', ']]>', '\u2028', '&amp;'));
    fc.assert(
      fc.property(fc.array(hostile), (value) => {
        const block = jsonScript('x', value).text;
        const body = block.slice(block.indexOf('>') + 1, block.lastIndexOf('</script>'));
        expect(body).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(body)).toEqual(value);
      }),
    );
  });
});
