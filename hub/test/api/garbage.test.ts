import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

let hub: TestApi;
let port: number;
beforeAll(async () => {
  hub = await startTestApi();
  await hub.api.app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = hub.api.app.server.address() as AddressInfo);
});
afterAll(() => hub.stop());

function ended(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket
      .on('error', () => undefined)
      .on('close', () => resolve())
      .resume();
  });
}

/** Somebody else's request, which must not notice anything. */
async function expectHealthy(): Promise<void> {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const call = request({ port, path: '/api/health', ca: hub.authority.caPem, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    call.on('error', reject).end();
  });
  expect(status).toBe(200);
}

describe('the HTTPS port ends only the connection', () => {
  it('of somebody who speaks no TLS', async () => {
    for (const nonsense of [randomBytes(4_096), Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.alloc(100_000)]) {
      const socket = connect(port, '127.0.0.1');
      const end = ended(socket);
      socket.write(nonsense);
      await end;
    }
    await expectHealthy();
  });

  it('of somebody who speaks no HTTP inside TLS', async () => {
    const socket = connectTls({ port, host: '127.0.0.1', ca: hub.authority.caPem, servername: 'localhost' });
    await once(socket, 'secureConnect');
    const end = ended(socket);
    socket.write(randomBytes(8_192));
    await end;
    await expectHealthy();
  });

  it('of somebody who hangs up in the middle of a handshake, many times', async () => {
    for (let i = 0; i < 50; i++) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]));
      socket.destroy();
    }
    await expectHealthy();
  });
});

describe('a request with a body that cannot be read', () => {
  const headers = () => ({
    cookie: hub.admin.cookie,
    'x-csrf-token': hub.admin.csrfToken,
    'content-type': 'application/json',
  });
  const post = (payload: string | Buffer, contentType = 'application/json') =>
    hub.api.app.inject({
      method: 'POST',
      url: '/api/opds',
      payload,
      headers: { ...headers(), 'content-type': contentType },
    });

  it('is answered with a problem that says so, and no stack', async () => {
    const broken = await post('{"name": ');
    expect(broken.statusCode).toBe(400);
    expect(broken.headers['content-type']).toContain('application/problem+json');
    expect(broken.body).not.toContain('node_modules');
    expect((await post('name=x', 'application/x-www-form-urlencoded')).json()).toMatchObject({ status: 415 });
    expect((await post('null')).json()).toMatchObject({ status: 400 });
    expect((await post(JSON.stringify({ name: 'x'.repeat(300_000), zone: 'Asia/Jakarta' }))).statusCode).toBe(413);
    expect((await post('{"__proto__": {"admin": true}, "name": "Dinas", "zone": "Asia/Jakarta"}')).statusCode).toBe(
      400,
    );
  });

  it('names each field that is wrong', async () => {
    const answer = await post(JSON.stringify({ name: 5, zone: 'Mars' }));
    const fields = answer.json().fields.map(({ field }: { field: string }) => field);
    expect(fields.sort()).toEqual(['name', 'zone']);
  });

  it('cannot pass a zero byte to the database', async () => {
    const answer = await post(JSON.stringify({ name: 'Dinas\u0000Nol', zone: 'Asia/Jakarta' }));
    expect(answer.json()).toMatchObject({ status: 400, fields: [{ field: 'name' }] });
    expect((await hub.admin.get('/api/employees?q=%00')).statusCode).toBe(400);
  });
});
