import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../openapi/json.ts';
import {
  openRoom,
  call,
  multipart,
  text,
  button,
  link,
  row,
  select,
  box,
  image,
  card,
  many,
  faultPaths,
} from '../test-kit.ts';

/** Body of POST …/messages → where Discord finds the fault. */
const REFUSED: readonly (readonly [string, JsonObject, string])[] = [
  ['content over 2,000', { content: 'x'.repeat(2_001) }, 'content'],
  ['nonce over 25', { content: 'x', nonce: 'n'.repeat(26) }, 'nonce'],
  ['11 embeds', { embeds: many(11, (i) => ({ title: `${i}` })) }, 'embeds'],
  ['embed title over 256', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds.0.title'],
  ['embed description over 4,096', { embeds: [{ description: 'x'.repeat(4_097) }] }, 'embeds.0.description'],
  ['empty field value', { embeds: [{ fields: [{ name: 'a', value: '' }] }] }, 'embeds.0.fields.0.value'],
  ['26 fields', { embeds: [{ fields: many(26, () => ({ name: 'a', value: 'b' })) }] }, 'embeds.0.fields'],
  ['6,000 characters over all embeds', { embeds: many(2, () => ({ description: 'x'.repeat(3_001) })) }, 'embeds'],
  [
    'an embed image that was not uploaded',
    { embeds: [{ title: 'a', image: { url: 'attachment://no.png' } }] },
    'embeds.0.image.url',
  ],
  ['V2 with content', { ...card(text('a')), content: 'b' }, 'content'],
  ['V2 with embeds', { ...card(text('a')), embeds: [{ title: 'b' }] }, 'embeds'],
  ['V2 with a poll', { ...card(text('a')), poll: { question: { text: 'q' }, answers: [] } }, 'poll'],
  ['V2 with stickers', { ...card(text('a')), sticker_ids: ['1'] }, 'sticker_ids'],
  ['V2 components without the flag', { components: [text('a')] }, 'components.0.type'],
  ['six legacy rows', { components: many(6, (i) => row(button({ custom_id: `${i}` }))) }, 'components'],
  ['41 components, nested ones counted', card(box(...many(40, () => text('a')))), 'components'],
  ['4,001 characters over two texts', card(text('x'.repeat(2_001)), text('x'.repeat(2_000))), 'components'],
  ['an empty text', card(text('')), 'components.0.content'],
  ['a blank text', card(text(' \n ')), 'components.0.content'],
  ['six buttons in a row', card(row(...many(6, (i) => button({ custom_id: `${i}` })))), 'components.0.components'],
  ['an empty row', card(row()), 'components.0.components'],
  ['a select beside a button', card(row(select(), button())), 'components.0.components'],
  ['label over 80', card(row(button({ label: 'x'.repeat(81) }))), 'components.0.components.0.label'],
  ['neither label nor emoji', card(row(button({ label: undefined }))), 'components.0.components.0'],
  ['custom id over 100', card(row(button({ custom_id: 'x'.repeat(101) }))), 'components.0.components.0.custom_id'],
  ['empty custom id', card(row(button({ custom_id: '' }))), 'components.0.components.0.custom_id'],
  ['no custom id', card(row(button({ custom_id: undefined }))), 'components.0.components.0.custom_id'],
  ['the same custom id twice', card(row(button()), row(button())), 'components.1.components.0.custom_id'],
  ['the same component id twice', card({ ...text('a'), id: 7 }, { ...text('b'), id: 7 }), 'components.1.id'],
  ['a link over 512', card(row(link(`https://a.example/${'x'.repeat(500)}`))), 'components.0.components.0.url'],
  ['a link that is not http', card(row(link('javascript:alert(1)'))), 'components.0.components.0.url'],
  [
    'a link with a custom id',
    card(row({ ...link('https://a.example'), custom_id: 'a' })),
    'components.0.components.0.custom_id',
  ],
  ['an unknown button style', card(row(button({ style: 9 }))), 'components.0.components.0.style'],
  [
    '26 select options',
    card(row(select({ options: many(26, (i) => ({ label: `${i}`, value: `${i}` })) }))),
    'components.0.components.0.options',
  ],
  [
    'the same option value twice',
    card(row(select({ options: many(2, () => ({ label: 'a', value: 'a' })) }))),
    'components.0.components.0.options.1.value',
  ],
  [
    'option label over 100',
    card(row(select({ options: [{ label: 'x'.repeat(101), value: 'a' }] }))),
    'components.0.components.0.options.0.label',
  ],
  ['more values than options', card(row(select({ max_values: 2 }))), 'components.0.components.0.options'],
  [
    'placeholder over 150',
    card(row(select({ placeholder: 'x'.repeat(151) }))),
    'components.0.components.0.placeholder',
  ],
  [
    'min_values of 26',
    card(row(select({ min_values: 26 }))),
    'components.0.components.0.min_values and components.0.components.0.max_values',
  ],
  [
    'max_values of 26',
    card(row(select({ max_values: 26 }))),
    'components.0.components.0.max_values and components.0.components.0.options',
  ],
  ['a select without options', card(row(select({ min_values: 0, options: [] }))), 'components.0.components.0.options'],
  [
    'a button that has an address but is no link',
    card(row(button({ url: 'https://a.example' }))),
    'components.0.components.0.url',
  ],
  ['an embed time that is none', { embeds: [{ title: 'a', timestamp: 'today' }] }, 'embeds.0.timestamp'],
  [
    'an unknown kind of mention',
    { content: 'x', allowed_mentions: { parse: ['channels'] } },
    'allowed_mentions.parse.0',
  ],
  ['an empty gallery', card({ type: 12, items: [] }), 'components.0.items'],
  [
    '11 gallery items',
    card({ type: 12, items: many(11, () => image('https://a.example/a.png')) }),
    'components.0.items',
  ],
  [
    'alt text over 1,024',
    card({ type: 12, items: [image('https://a.example/a.png', { description: 'x'.repeat(1_025) })] }),
    'components.0.items.0.description',
  ],
  [
    'a picture that was not uploaded',
    card({ type: 12, items: [image('attachment://no.png')] }),
    'components.0.items.0.media.url',
  ],
  ['a file from the web', card({ type: 13, file: { url: 'https://a.example/a.txt' } }), 'components.0.file.url'],
  ['a section without accessory', card({ type: 9, components: [text('a')] }), 'components.0.accessory'],
  [
    'a section of four texts',
    card({ type: 9, components: many(4, () => text('a')), accessory: button() }),
    'components.0.components',
  ],
  ['a section without text', card({ type: 9, components: [], accessory: button() }), 'components.0.components'],
  ['a thumbnail outside a section', card({ type: 11, media: { url: 'https://a.example/a.png' } }), 'components.0.type'],
  ['a negative accent', card({ ...box(text('a')), accent_color: -1 }), 'components.0.accent_color'],
  ['accent beyond white', card({ ...box(text('a')), accent_color: 0x1000000 }), 'components.0.accent_color'],
  ['a container in a container', card(box(box(text('a')))), 'components.0.components.0.type'],
  ['an empty container', card(box()), 'components.0.components'],
  ['spacing of 3', card({ type: 14, spacing: 3 }), 'components.0.spacing'],
  [
    'an attachment nobody uploaded',
    { content: 'x', attachments: [{ id: '0', filename: 'a.png' }] },
    'attachments.0.id',
  ],
  [
    'parse and a list at once',
    { content: 'x', allowed_mentions: { parse: ['roles'], roles: ['1'] } },
    'allowed_mentions',
  ],
  [
    '101 role ids',
    { content: 'x', allowed_mentions: { parse: [], roles: many(101, (i) => `${i + 1}`) } },
    'allowed_mentions.roles',
  ],
];

describe('messages', () => {
  test.for(REFUSED)('refuses %s', async ([, body, place]) => {
    await using room = await openRoom();
    const answer = await call(room.fake, 'POST', `/channels/${room.channelId}/messages`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    expect(faultPaths(answer.body['errors']).join(' and ')).toBe(place);
    expect(room.fake.messagesIn(room.channelId)).toEqual([]);
  });

  test('accepts a card at the limits', async () => {
    await using room = await openRoom();
    const options = many(25, (i) => ({ label: `${i}`, value: `${i}` }));
    const components = [
      {
        ...box(
          text('x'.repeat(3_000)),
          { type: 12, items: [image('attachment://chart.png', { description: 'd'.repeat(1_024) })] },
          { type: 14, spacing: 2 },
        ),
        accent_color: 0xffffff,
      },
      {
        type: 9,
        components: [text('x'.repeat(1_000))],
        accessory: { type: 11, media: { url: 'attachment://chart.png' } },
      },
      row(
        ...many(4, (i) => button({ custom_id: `${i}`.repeat(100), label: 'l'.repeat(80) })),
        link(`https://a.example/${'x'.repeat(494)}`),
      ),
      row(select({ options })),
      { type: 13, file: { url: 'attachment://my_notes.txt' } },
      ...many(23, () => ({ type: 14 })),
    ];
    const body = multipart(
      { ...card(...components), attachments: [{ id: 0, description: 'alt' }] },
      { 'chart.png': 'png', 'my notes.txt': 'n' },
    );
    const answer = await call(room.fake, 'POST', `/channels/${room.channelId}/messages`, body);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        components: [
          {
            id: 1,
            components: [{ id: 2 }, { items: [{ media: { url: expect.stringMatching(/^https:/) as string } }] }, {}],
          },
          {},
          {},
          {},
          {},
          ...many(23, () => ({})),
        ],
      },
    });
    expect(room.fake.messagesIn(room.channelId)[0]?.attachments).toMatchObject([
      { name: 'chart.png', description: 'alt', contentType: 'image/png' },
      { name: 'my_notes.txt' },
    ]);
  });

  test('fails with 500 above 10,170 processed bytes, though the characters are few enough', async () => {
    await using room = await openRoom();
    const post = async (bytes: number): Promise<number> =>
      (
        await call(
          room.fake,
          'POST',
          `/channels/${room.channelId}/messages`,
          card(text('あ'.repeat(Math.floor(bytes / 3)) + 'x'.repeat(bytes % 3))),
        )
      ).status;
    expect([await post(10_170 - 12), await post(10_171 - 12)]).toEqual([200, 500]);
  });
});
