import type { TargetKind } from './target-route.ts';

const RIGHTS: Readonly<Record<TargetKind, string>> = {
  text: '**View Channel**, **Send Messages**, **Embed Links** and **Attach Files**',
  announcement: '**View Channel**, **Send Messages**, **Embed Links** and **Attach Files**',
  thread: '**View Channel**, **Send Messages in Threads**, **Embed Links** and **Attach Files**',
  forum: '**View Channel**, **Create Posts**, **Embed Links** and **Attach Files**',
};

/** What happened, why, and the one next step, for `/track log`. */
export function explainRefusal(reason: string, kind: TargetKind, targetId: string): string {
  const place = `<#${targetId}>`;
  switch (reason) {
    case 'missing-access':
    case 'missing-permission':
    case 'forbidden':
      return `I may not post in ${place}. Give my role ${RIGHTS[kind]} there, then run /track test.`;
    case 'unknown-channel':
    case 'unknown-server':
    case 'not-found':
      return 'The channel this track posts to is gone. Choose another one with /track edit.';
    case 'thread-locked':
      return `${place} is locked. Unlock it, or choose another place with /track edit.`;
    case 'wrong-channel-kind':
      return `${place} takes no messages. Choose another channel with /track edit.`;
    case 'too-many-threads':
      return 'The server has as many active threads as Discord allows. Archive some of them.';
    case 'automod':
      return `The server's AutoMod blocked the card in ${place}. Exempt my role from that rule, then run /track test.`;
    case 'harmful-link':
      return 'Discord took a link on the card for harmful and refused the post.';
    case 'needs-tag':
      return `${place} wants a tag on every post and has none that I may use. Add a tag that is not for moderators only.`;
    default:
      return `Discord refused the card in ${place} (${reason}). If it happens again, please report it with this line.`;
  }
}
