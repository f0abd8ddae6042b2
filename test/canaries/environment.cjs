'use strict';
const { TestEnvironment } = require('jest-environment-node');

/** Node's, and asks the lookout once the last `afterAll` is done: a hook of its own would run before others. */
module.exports = class extends TestEnvironment {
  handleTestEvent(event, state) {
    if (event.name !== 'run_finish') return;
    const problem = this.global[Symbol.for('canaries')]?.end();
    if (problem) state.unhandledErrors.push(problem);
  }
};
