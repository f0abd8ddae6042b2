'use strict';
const { rmSync } = require('node:fs');
const { require: requireTypeScript } = require('tsx/cjs/api');

/** Prints what the lookouts of all suites have counted. */
module.exports = class {
  constructor(_config, { folder, keeps }) {
    this.folder = folder;
    this.keeps = keeps;
  }

  onRunComplete() {
    const { lineOf, readCounts, sumOf } = requireTypeScript('./counts.ts', __filename);
    process.stderr.write(`\n${lineOf(sumOf(readCounts(this.folder)))}\n`);
    if (!this.keeps) rmSync(this.folder, { recursive: true, force: true });
  }
};
