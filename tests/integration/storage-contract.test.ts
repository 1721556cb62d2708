import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe } from 'vitest';
import { openStorage } from '../../src/storage/storage.ts';
import { NOON } from '../contract/storage/builders.ts';
import { storageContract } from '../contract/storage/contract.ts';
import { ManualClock, type StorageUnderTest } from '../contract/storage/harness.ts';

async function inMemory(): Promise<StorageUnderTest> {
  const clock = new ManualClock(NOON);
  const storage = await openStorage('sqlite::memory:', { clock });
  return { storage, clock, reopen: null, [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose]() };
}

async function inFile(): Promise<StorageUnderTest> {
  const clock = new ManualClock(NOON);
  const folder = await mkdtemp(path.join(tmpdir(), 'hypewire-storage-'));
  const open = () => openStorage(`sqlite:${path.join(folder, 'test.db')}`, { clock });
  const storage = await open();
  let current = storage;
  return {
    storage,
    clock,
    reopen: async () => {
      await current[Symbol.asyncDispose]();
      current = await open();
      return current;
    },
    async [Symbol.asyncDispose]() {
      await current[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

describe('storage in memory', () => storageContract(inMemory));
describe('storage in a file', () => storageContract(inFile));
