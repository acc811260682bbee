export default () => globalThis.closeTestServers();
