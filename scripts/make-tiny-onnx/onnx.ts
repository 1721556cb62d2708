/** The little of the ONNX format that a sum of word weights needs. Field numbers: onnx.proto, IR version 8. */
import { bytes, integer, message, text, type Field } from './protobuf.ts';

const FLOAT = 1;
const INT64 = 7;
const IR_VERSION = 8;
const OPSET = 13;
const ATTRIBUTE_INT = 2;

/**
 * A classifier that adds up the weights of its words: `logits = bias + Σ weights[token]` over the tokens that are no
 * padding.
 * @param weights one row of `classes` numbers a token
 */
export function tinyClassifier(weights: readonly (readonly number[])[], bias: readonly number[]): Buffer {
  const classes = bias.length;
  const graph = [
    node('Gather', ['weights', 'input_ids'], 'rows'),
    node('Cast', ['attention_mask'], 'mask', attribute('to', FLOAT)),
    node('Unsqueeze', ['mask', 'last'], 'mask3'),
    node('Mul', ['rows', 'mask3'], 'masked'),
    node('ReduceSum', ['masked', 'second'], 'sums', attribute('keepdims', 0)),
    node('Add', ['sums', 'bias'], 'logits'),
    text(2, 'tiny'),
    floats('weights', [weights.length, classes], weights.flat()),
    floats('bias', [classes], bias),
    int64('last', 2),
    int64('second', 1),
    value(11, 'input_ids', INT64, ['batch', 'tokens']),
    value(11, 'attention_mask', INT64, ['batch', 'tokens']),
    value(12, 'logits', FLOAT, ['batch', classes]),
  ];
  return Buffer.concat([
    integer(1, IR_VERSION),
    text(2, 'make-tiny-onnx'),
    message(7, ...graph),
    message(8, text(1, ''), integer(2, OPSET)),
  ]);
}

function node(operator: string, inputs: readonly string[], output: string, ...attributes: readonly Field[]): Field {
  return message(1, ...inputs.map((name) => text(1, name)), text(2, output), text(4, operator), ...attributes);
}

function attribute(name: string, value: number): Field {
  return message(5, text(1, name), integer(3, value), integer(20, ATTRIBUTE_INT));
}

function floats(name: string, dims: readonly number[], values: readonly number[]): Field {
  return tensor(name, dims, FLOAT, new Uint8Array(Float32Array.from(values).buffer));
}

function int64(name: string, only: number): Field {
  return tensor(name, [1], INT64, new Uint8Array(BigInt64Array.of(BigInt(only)).buffer));
}

function tensor(name: string, dims: readonly number[], type: number, raw: Uint8Array): Field {
  return message(5, ...dims.map((dim) => integer(1, dim)), integer(2, type), text(8, name), bytes(9, raw));
}

function value(field: number, name: string, type: number, dims: readonly (string | number)[]): Field {
  const shape = dims.map((dim) => message(1, typeof dim === 'number' ? integer(1, dim) : text(2, dim)));
  return message(field, text(1, name), message(2, message(1, integer(1, type), message(2, ...shape))));
}
