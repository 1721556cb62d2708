import { expect, test } from 'vitest';
import { Handles } from './handles.ts';

test('one handle a person, and back', () => {
  const handles = new Handles();
  expect([handles.of('ann'), handles.of('bob'), handles.of('ann')]).toEqual(['viewer1', 'viewer2', 'viewer1']);
  expect(handles.show('viewer1 told Viewer 2 and viewer-1')).toBe('ann told bob and ann');
});

test('hides mentions, and handles somebody made up', () => {
  const handles = new Handles();
  handles.of('Ann');
  expect(handles.hide('@ann @bob viewer1 viewer 7, mail a@b')).toBe('viewer1 somebody viewer viewer, mail asomebody');
});

test('a name that is no name is not shown', () => {
  const handles = new Handles();
  handles.of('x** https://evil');
  handles.of('\u202eevil');
  handles.of('日本語');
  expect(handles.show('viewer1, viewer2, viewer3, viewer4')).toBe('a viewer, a viewer, 日本語, viewer4');
});
