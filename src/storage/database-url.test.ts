import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDatabaseUrl, settingsLocation } from './database-url.ts';

describe('parseDatabaseUrl', () => {
  test.each([
    ['sqlite:data/hypewire.db', path.resolve('data/hypewire.db')],
    ['sqlite://data/hypewire.db', path.resolve('data/hypewire.db')],
    ['sqlite:/var/lib/x.db', '/var/lib/x.db'],
    ['sqlite:///var/lib/x.db', '/var/lib/x.db'],
    ['SQLITE:a b?c.db', path.resolve('a b?c.db')],
  ])('%s is a file', (url, file) => {
    expect(parseDatabaseUrl(url)).toEqual({ kind: 'file', path: file });
  });

  test('sqlite::memory: keeps nothing', () => {
    expect(parseDatabaseUrl('sqlite::memory:')).toEqual({ kind: 'memory' });
  });

  test.each([
    ['', /names no kind of database/],
    ['data/hypewire.db', /names no kind of database/],
    ['postgres://me:secret@host/db', /asks for "postgres", but only SQLite/],
    ['sqlite:', /names no file/],
    ['sqlite://', /names no file/],
    ['sqlite:a\0b', /names no file/],
  ])('%j is refused with the next step', (url, sentence) => {
    expect(() => parseDatabaseUrl(url)).toThrow(sentence);
    expect(() => parseDatabaseUrl(url)).toThrow(/Set DATABASE_URL to sqlite:/);
  });

  test('a password in the address is not repeated', () => {
    expect(() => parseDatabaseUrl('postgres://me:secret@host/db')).not.toThrow(/secret/);
  });
});

test('settings lie beside the database', () => {
  expect(settingsLocation({ kind: 'file', path: '/data/hypewire.db' })).toEqual({
    kind: 'file',
    path: '/data/hypewire-settings.db',
  });
  expect(settingsLocation({ kind: 'file', path: '/data/x' })).toEqual({ kind: 'file', path: '/data/x-settings' });
  expect(settingsLocation({ kind: 'memory' })).toEqual({ kind: 'memory' });
});
