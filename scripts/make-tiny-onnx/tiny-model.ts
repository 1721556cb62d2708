import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tinyClassifier } from './onnx.ts';

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const GOOD = ['good', 'great', 'love', 'nice', 'win', 'amazing', 'happy', 'best', 'wonderful', 'pog'];
const BAD = ['bad', 'terrible', 'hate', 'awful', 'lose', 'sad', 'worst', 'angry', 'boring', 'trash'];
const PLAIN = ['i', 'this', 'is', 'the', 'a', 'so', 'it', 'that', 'stream', 'game'];

const WEIGHT = 3;
const ROWS = { negative: [WEIGHT, 0, -WEIGHT], none: [0, 0, 0], positive: [-WEIGHT, 0, WEIGHT] };

/**
 * Writes a text classifier of a few hundred bytes, with the files that Hugging Face's libraries expect beside it, into
 * `folder`. It knows twenty words and calls everything else neutral: for tests, not for chats.
 */
export function writeTinyModel(folder: string, labels: readonly string[] = ['negative', 'neutral', 'positive']): void {
  const vocabulary = [...SPECIAL, ...GOOD, ...BAD, ...PLAIN];
  const weights = vocabulary.map((word) =>
    GOOD.includes(word) ? ROWS.positive : BAD.includes(word) ? ROWS.negative : ROWS.none,
  );
  const write = (name: string, content: object): void =>
    writeFileSync(path.join(folder, name), JSON.stringify(content, null, 2));
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  writeFileSync(path.join(folder, 'onnx', 'model.onnx'), tinyClassifier(weights, [0, 1, 0]));
  write('config.json', {
    model_type: 'bert',
    architectures: ['BertForSequenceClassification'],
    vocab_size: vocabulary.length,
    id2label: Object.fromEntries(labels.entries()),
    label2id: Object.fromEntries(labels.map((label, i) => [label, i])),
  });
  write('tokenizer_config.json', { tokenizer_class: 'BertTokenizer', model_max_length: 128, pad_token: '[PAD]' });
  write('tokenizer.json', tokenizer(vocabulary));
}

/** WordPiece over whole words, lower case. */
function tokenizer(vocabulary: readonly string[]): object {
  return {
    version: '1.0',
    added_tokens: SPECIAL.map((content, id) => ({
      id,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: null,
    truncation: null,
    padding: null,
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  };
}
