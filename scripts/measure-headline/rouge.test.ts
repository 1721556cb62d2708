import { expect, test } from 'vitest';
import { rougeL } from './rouge.ts';

test.each([
  ['the same words', 'Chat laughs at it.', 'chat laughs, at it', 1],
  ['nothing in common', 'boat', 'train', 0],
  ['nothing at all', '', 'train', 0],
  // Longest common subsequence "police the gunman" of 4 and 4 words.
  ['the worked example of the paper', 'police kill the gunman', 'police killed the gunman', 0.75],
  ['the order counts', 'the gunman kill police', 'police killed the gunman', 0.5],
])('%s', (_, candidate, reference, expected) => {
  expect(rougeL(candidate, reference)).toBeCloseTo(expected);
});
