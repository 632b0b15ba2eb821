// node websocket.js URL      talks to an echo through a proxy with TLS; prints a line a fact, "ok" last
const WebSocket = require('ws');

function fact(name, isTrue) {
  console.log(`${isTrue ? 'yes' : 'NO'}: ${name}`);
  if (!isTrue) { process.exitCode = 1; }
}

const big = Buffer.alloc(60000, 7);
const steps = ['text', big, 'last'];
const heard = [];
const socket = new WebSocket(process.argv[2], { rejectUnauthorized: false, perMessageDeflate: true });
socket.on('open', () => socket.send(steps[0]));
socket.on('message', (data, isBinary) => {
  heard.push(isBinary ? Buffer.from(data) : data.toString());
  if (heard.length < steps.length) { socket.send(steps[heard.length]); } else { socket.close(1000, 'done'); }
});
socket.on('close', (code) => {
  fact('text comes back', heard[0] === 'text');
  fact('bytes come back', Buffer.isBuffer(heard[1]) && heard[1].equals(big));
  fact('one connection for all', heard[2] === 'last');
  fact('a close is answered', code === 1000);
  if (!process.exitCode) { console.log('ok'); }
});
socket.on('error', (error) => fact(error.message, false));
