import { fastify } from 'fastify';

/** A bare Fastify that says hello: what the web server alone can do on this machine. */
const app = fastify({ logger: false });
app.get('/', async () => ({ hello: 'world' }));
await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) });
process.send?.('ready');
