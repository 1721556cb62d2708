import { readFile } from 'node:fs/promises';

const FONTS = [
  ['Inter-Regular.otf', 400],
  ['Inter-SemiBold.otf', 600],
] as const;

/** CSS of a message in Discord's dark theme, with the bundled font inside. */
export async function pageStyle(): Promise<string> {
  const faces = await Promise.all(
    FONTS.map(async ([file, weight]) => {
      const bytes = await readFile(new URL(`../../data/fonts/${file}`, import.meta.url));
      return `@font-face{font-family:Inter;font-weight:${weight};src:url(data:font/otf;base64,${bytes.toString('base64')})}`;
    }),
  );
  return faces.join('\n') + STYLE;
}

const STYLE = `
* { box-sizing: border-box; margin: 0 }
body { background: #313338; color: #dbdee1; font: 400 16px/22px Inter, "Noto Color Emoji", sans-serif; -webkit-font-smoothing: antialiased }
strong, h1, h2, h3 { font-weight: 600; color: #f2f3f5 }
#message { display: flex; gap: 16px; width: 708px; padding: 18px 20px 20px 16px }
.avatar { flex: none; width: 40px; height: 40px; border-radius: 50%; background: #5865f2; display: grid; place-items: center }
.avatar svg { width: 26px; fill: none; stroke: #fff; stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round }
.body { flex: 1; min-width: 0 }
.author { display: flex; align-items: center; gap: 6px; margin: -1px 0 5px }
.app { background: #5865f2; color: #fff; font-size: 10px; font-weight: 600; line-height: 15px; padding: 0 5px; border-radius: 4px }
.posted { color: #949ba4; font-size: 12px; margin-left: 2px }
.container { width: 600px; background: #2b2d31; border: 1px solid #3b3d44; border-left: 4px solid; border-radius: 8px; padding: 16px; display: grid; gap: 12px }
.text { font-size: 15px; line-height: 21px; overflow-wrap: anywhere }
h1 { font-size: 24px; line-height: 32px } h2 { font-size: 20px; line-height: 27px } h3 { font-size: 17px; line-height: 25px; margin-bottom: 2px }
.subtext { color: #949ba4; font-size: 12.5px; line-height: 17px }
.bullet { padding-left: 20px; position: relative }
.bullet::before { content: ""; position: absolute; left: 7px; top: 8px; width: 5px; height: 5px; border-radius: 50%; background: #dbdee1 }
blockquote { border-left: 4px solid #4e5058; padding: 1px 0 1px 12px }
blockquote:first-child { border-radius: 4px 4px 0 0 } blockquote:last-child { border-radius: 0 0 4px 4px }
.empty { height: 10px }
.time, code { background: #3a3c43; border-radius: 3px; padding: 0 3px }
.mention { background: #3c4270; color: #c9cdfb; border-radius: 3px; padding: 0 2px; font-weight: 600 }
a { color: #00a8fc }
.media { display: block; width: 100%; border-radius: 8px }
.row { display: flex; gap: 8px; flex-wrap: wrap }
.button { display: inline-flex; align-items: center; gap: 8px; height: 32px; padding: 0 14px; border-radius: 8px; background: #4e5058; color: #fff; font-size: 14px; font-weight: 600 }
.button svg { width: 15px; fill: none; stroke: currentcolor; stroke-width: 2.2 }
.primary { background: #5865f2 } .success { background: #248046 } .danger { background: #da373c }
.section { display: flex; justify-content: space-between; gap: 16px }
.thumbnail { width: 85px; height: 85px; object-fit: cover; border-radius: 8px }
.file { background: #232428; border-radius: 8px; padding: 12px; color: #00a8fc }
.space { height: 4px } hr { border: 0; border-top: 1px solid #44464d }
`;
