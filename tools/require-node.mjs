// npm may itself run on an older Node; its scripts find the project's own first.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `Continuum needs Node 24, this is ${process.version}. Run it through npm (npm start, npm test):` +
      ' after npm ci its scripts use the Node in node_modules.',
  );
  process.exit(1);
}
