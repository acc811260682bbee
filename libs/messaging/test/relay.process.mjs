// A relay as a process of its own, to be frozen and killed. Its broker is the parent, which hears of every step.
import { once } from 'node:events';
import { Relay } from '../dist/relay.js';

const [databaseUrl, holdsBefore] = process.argv.slice(2);

const port = {
  async send(records) {
    if (holdsBefore === 'sending') await told({ about: 'to send' });
    process.send({ sent: records.map(({ headers }) => headers) });
    if (holdsBefore === 'deleting') await told({ about: 'to delete' });
  },
};

async function told(step) {
  process.send(step);
  await once(process, 'message');
}

const onError = () => process.send({ about: 'an error' });
new Relay(port, { databaseUrl, lane: 0, batch: 500, onError }).start();
process.once('disconnect', () => process.exit());
