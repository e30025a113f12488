import { EdgeTls } from '../../src/services';
import { HOSTILE } from '../fixtures/hostile';

test('automatic certificates need nothing but a domain', () => {
  expect(EdgeTls.automatic()._settings).toEqual({ automatic: { email: undefined } });
  expect(EdgeTls.automatic({ email: 'admin@example.com' })._settings).toEqual({ automatic: { email: 'admin@example.com' } });
  expect(EdgeTls.automatic()._mounts).toEqual([]);
});

test('files are mounted, and cannot be written to', () => {
  const [mount, ...others] = EdgeTls.files()._mounts;
  expect(mount.volume.source()).toEqual({ repositoryPath: 'ssl', isFolder: true, providedFiles: ['ssl/fullchain.pem', 'ssl/privkey.pem'] });
  expect(mount).toMatchObject({ containerPath: '/etc/caddy/ssl', readOnly: true });
  expect(others).toEqual([]);
});

test('files have the names that Certbot gives them, or others', () => {
  expect(EdgeTls.files()._settings).toEqual({ files: { certificate: 'fullchain.pem', key: 'privkey.pem' } });
  const tls = EdgeTls.files({ folder: 'docker/tls', certificate: 'live/crm.crt', key: 'live/crm.key' });
  expect(tls._settings).toEqual({ files: { certificate: 'live/crm.crt', key: 'live/crm.key' } });
  expect(tls._mounts[0].volume.source()).toMatchObject({ repositoryPath: 'docker/tls', providedFiles: ['docker/tls/live/crm.crt', 'docker/tls/live/crm.key'] });
});

test('off is nothing', () => {
  expect(EdgeTls.off()._settings).toEqual({});
  expect(EdgeTls.off()._mounts).toEqual([]);
});

describe('bad input', () => {
  test.each(['', 'admin', 'admin@', 'admin@example', 'a b@example.com', ...Object.values(HOSTILE)])('email %j is refused', (email) => {
    expect(() => EdgeTls.automatic({ email })).toThrow(
      `the email of EdgeTls.automatic is ${JSON.stringify(email)}, which cannot be used: allowed are email addresses such as "admin@example.com"`,
    );
  });

  test.each(['', '/etc/key.pem', '../key.pem', 'a/../key.pem', 'folder/', '-key.pem', 'a b', ...Object.values(HOSTILE)])('file %j is refused', (file) => {
    for (const name of ['certificate', 'key']) {
      expect(() => EdgeTls.files({ [name]: file })).toThrow(
        `the ${name} of EdgeTls.files is ${JSON.stringify(file)}, which cannot be used: allowed are files below the folder, of letters, digits and _ . - /`,
      );
    }
  });

  test.each(['/etc/ssl', '../ssl', ...Object.values(HOSTILE)])('folder %j is refused', (folder) => {
    expect(() => EdgeTls.files({ folder })).toThrow(`the folder of EdgeTls.files is ${JSON.stringify(folder)}, which`);
  });
});
