// The codecs of the test client. They convert frames of each subprotocol to and from one shape, { type, group | event, data, dataType, ackId }.

const text = new TextEncoder();
const utf8 = new TextDecoder();

const json = {
  encode: message => JSON.stringify({ ...message, data: message.dataType === 'json' ? JSON.parse(message.data) : message.data }),
  decode: frame => JSON.parse(frame),
};

// The part of Protocol Buffers that the messages of the service use: varints and fields with a length.
const protobuf = {
  encode(message) {
    const data = message.data === undefined ? [] : field(message.type === 'event' ? 2 : 3, field(message.dataType === 'json' ? 4 : 1, text.encode(message.data)));
    const ackId = message.ackId === undefined ? [] : number(message.type === 'event' ? 3 : 2, message.ackId);
    switch (message.type) {
      case 'sendToGroup':
        return bytes(field(1, [...field(1, text.encode(message.group)), ...ackId, ...data]));
      case 'event':
        return bytes(field(5, [...field(1, text.encode(message.event)), ...data, ...ackId]));
      case 'joinGroup':
        return bytes(field(6, [...field(1, text.encode(message.group)), ...ackId]));
      case 'leaveGroup':
        return bytes(field(7, [...field(1, text.encode(message.group)), ...ackId]));
      case 'sequenceAck':
        return bytes(field(8, number(1, message.sequenceId)));
      default:
        throw new Error(`The page does not support ${message.type} with protobuf.`);
    }
  },

  decode(frame) {
    const [[kind, body]] = [...read(new Uint8Array(frame))];
    const fields = new Map(read(body));
    switch (kind) {
      case 1: {
        const error = fields.has(3) ? new Map(read(fields.get(3))) : null;
        return { type: 'ack', ackId: fields.get(1) ?? 0, success: fields.get(2) === 1, error: error && { name: string(error, 1), message: string(error, 2) } };
      }
      case 2: {
        const [[type, data] = []] = fields.has(3) ? [...read(fields.get(3))] : [];
        return {
          type: 'message', from: string(fields, 1), group: fields.has(2) ? string(fields, 2) : undefined, sequenceId: fields.get(4),
          dataType: { 1: 'text', 2: 'binary', 3: 'protobuf', 4: 'json' }[type],
          data: type === 1 || type === 4 ? utf8.decode(data) : data && `${data.length} bytes`,
        };
      }
      case 3: {
        const [[type, event]] = [...read(body)];
        const values = new Map(read(event));
        return type === 1
          ? { type: 'system', event: 'connected', connectionId: string(values, 1), userId: string(values, 2) }
          : { type: 'system', event: 'disconnected', message: string(values, 2) };
      }
      default:
        return { type: kind === 4 ? 'pong' : `unknown message ${kind}` };
    }
  },
};

// Without a subprotocol, each frame from the client is an event, and each frame to the client is a message.
const raw = {
  encode: message => message.data,
  decode: frame => ({ type: 'message', data: typeof frame === 'string' ? frame : `${frame.byteLength} bytes` }),
};

export const protocolOf = subprotocol => subprotocol.startsWith('json') ? json : subprotocol.startsWith('protobuf') ? protobuf : raw;

function varint(value) {
  const result = [];
  let rest = BigInt(value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    result.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return result;
}

const number = (name, value) => [...varint(name << 3), ...varint(value)];
const field = (name, content) => [...varint(name << 3 | 2), ...varint(content.length), ...content];
const bytes = content => new Uint8Array(content);
const string = (fields, name) => fields.has(name) ? utf8.decode(fields.get(name)) : '';

function* read(content) {
  let at = 0;
  const next = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = content[at++];
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  while (at < content.length) {
    const key = next();
    if ((key & 7) === 0) {
      yield [key >> 3, next()];
    } else {
      const length = next();
      yield [key >> 3, content.subarray(at, at += length)];
    }
  }
}
