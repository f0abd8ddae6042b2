// Calls of the official SDK, in a thread: it is CommonJS and requires an ESM-only package, which Jest's loader refuses.
const { parentPort, workerData } = require('node:worker_threads');
const { Scalekit } = require('@scalekit-sdk/node');

const scalekit = new Scalekit(...workerData);

parentPort.on('message', (call) => void answer(call));

async function answer({ path, args }) {
  try {
    const [name, owner = scalekit] = path
      .split('.')
      .reverse()
      .map((part, index) => (index === 0 ? part : scalekit[part]));
    parentPort.postMessage({ value: await owner[name](...args) }, []);
  } catch (error) {
    const { message, httpStatus, errorCode, unpackedDetails } = error;
    const name = error.constructor.name;
    parentPort.postMessage(
      { error: { name, message, httpStatus, errorCode, unpackedDetails } },
      [],
    );
  }
}
