import { countBits } from './people.ts';

/** Which of the kept messages of a window hold a term: one bit a message. */
export interface HasMembers {
  readonly members: Uint32Array;
}

export function addMember({ members }: HasMembers, sample: number): void {
  members[sample >>> 5] = members[sample >>> 5]! | (1 << (sample & 31));
}

export function isMember({ members }: HasMembers, sample: number): boolean {
  return (members[sample >>> 5]! & (1 << (sample & 31))) !== 0;
}

export function size({ members }: HasMembers): number {
  return countBits(members, 0, members.length);
}

/** Kept messages that hold both. */
export function sharedMembers(a: HasMembers, b: HasMembers): number {
  const both = a.members.map((word, index) => word & b.members[index]!);
  return countBits(both, 0, both.length);
}
