// node grpc.js server PORT          a service without TLS
// node grpc.js client ADDRESS       asks it through a proxy with TLS; prints a line a fact, "ok" last
const grpc = require('@grpc/grpc-js');

const pack = (text) => Buffer.from(text, 'utf8');
const unpack = (bytes) => bytes.toString('utf8');
const method = (name, requestStream, responseStream) => ({
  path: `/lab.Peers/${name}`,
  requestStream,
  responseStream,
  requestSerialize: pack,
  requestDeserialize: unpack,
  responseSerialize: pack,
  responseDeserialize: unpack,
});
const service = {
  Echo: method('Echo', false, false),
  Count: method('Count', false, true),
  Chat: method('Chat', true, true),
  Sum: method('Sum', true, false),
  Fail: method('Fail', false, false),
  Hang: method('Hang', false, false),
};

function serve(port) {
  const server = new grpc.Server();
  server.addService(service, {
    Echo: (call, done) => {
      const trailers = new grpc.Metadata();
      trailers.set('x-trailer', `of ${call.request}`);
      trailers.set('x-deadline', call.getDeadline() === Infinity ? 'none' : 'some');
      call.sendMetadata(call.metadata);
      done(null, call.request, trailers);
    },
    Count: (call) => {
      for (let i = 1; i <= Number(call.request); i++) {
        call.write(String(i));
      }
      call.end();
    },
    Chat: (call) => {
      call.on('data', (text) => call.write(`you said ${text}`));
      call.on('end', () => call.end());
    },
    Sum: (call, done) => {
      let sum = 0;
      call.on('data', (text) => { sum += Number(text); });
      call.on('end', () => done(null, String(sum)));
    },
    Fail: (call, done) => done({ code: grpc.status.FAILED_PRECONDITION, details: 'not today' }),
    Hang: (call) => {
      call.on('cancelled', () => console.log(`cancelled: ${call.request}`));
      call.sendMetadata(new grpc.Metadata());
    },
  });
  server.bindAsync(`0.0.0.0:${port}`, grpc.ServerCredentials.createInsecure(), (error) => {
    if (error) { throw error; }
    console.log('serving');
  });
}

function fact(name, isTrue) {
  console.log(`${isTrue ? 'yes' : 'NO'}: ${name}`);
  if (!isTrue) { process.exitCode = 1; }
}

async function ask(address) {
  const credentials = grpc.credentials.createSsl(null, null, null, { rejectUnauthorized: false });
  const client = new (grpc.makeGenericClientConstructor(service, 'Peers'))(address, credentials);

  await new Promise((done) => {
    const metadata = new grpc.Metadata();
    metadata.set('x-asked', 'by the lab');
    let headers;
    let answer;
    const call = client.Echo('good morning', metadata, { deadline: Date.now() + 10000 }, (error, text) => {
      answer = error ? error.message : text;
    });
    call.on('metadata', (received) => { headers = received; });
    call.on('status', (status) => {
      fact('unary', answer === 'good morning' && status.code === grpc.status.OK);
      fact('headers both ways', headers.get('x-asked')[0] === 'by the lab');
      fact('trailers', status.metadata.get('x-trailer')[0] === 'of good morning');
      fact('the deadline is told on', status.metadata.get('x-deadline')[0] === 'some');
      done();
    });
  });

  await new Promise((done) => {
    const seen = [];
    const call = client.Count('1000');
    call.on('data', (text) => seen.push(text));
    call.on('status', (status) => {
      fact('server stream', seen.length === 1000 && seen[999] === '1000' && status.code === grpc.status.OK);
      done();
    });
  });

  await new Promise((done) => {
    // Each word is an answer to the one before: nothing may be held back either way.
    const words = ['one', 'two', 'three'];
    const heard = [];
    const call = client.Chat();
    call.on('data', (text) => {
      heard.push(text);
      if (words.length > 0) { call.write(words.shift()); } else { call.end(); }
    });
    call.on('status', (status) => {
      const expected = 'you said one,you said two,you said three';
      fact('bidirectional stream', heard.join() === expected && status.code === grpc.status.OK);
      done();
    });
    call.write(words.shift());
  });

  await new Promise((done) => {
    const call = client.Sum((error, text) => {
      fact('client stream', !error && text === '5050');
      done();
    });
    for (let i = 1; i <= 100; i++) { call.write(String(i)); }
    call.end();
  });

  await new Promise((done) => client.Fail('now', (error) => {
    fact('an error without a body', error.code === grpc.status.FAILED_PRECONDITION && error.details === 'not today');
    done();
  }));

  await new Promise((done) => client.Hang('its deadline passed', { deadline: Date.now() + 300 }, (error) => {
    fact('a deadline that passes', error.code === grpc.status.DEADLINE_EXCEEDED);
    done();
  }));

  await new Promise((done) => {
    const call = client.Hang('its client hangs up', (error) => {
      fact('a call that is given up', error.code === grpc.status.CANCELLED);
      done();
    });
    // By then the service has it.
    call.on('metadata', () => call.cancel());
  });

  client.close();
  if (!process.exitCode) { console.log('ok'); }
}

const [, , role, where] = process.argv;
if (role === 'server') { serve(Number(where)); } else { ask(where); }
