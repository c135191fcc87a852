import { describe, expect, it } from 'vitest';
import { judgePassword, type PasswordFault } from './judge-password.ts';
import { generatePassword } from './password.ts';

const owner = { username: 'sari.contoh', name: 'Sari Contoh Dewi, S.Kom.', nip: '199001012020012001' };

describe('a password of one’s own', () => {
  it.each<[string, PasswordFault]>([
    ['pendek123', 'too-short'],
    ['x7'.repeat(65), 'too-long'],
    ['081234567890', 'digits-only'],
    ['17-08-1945 00', 'digits-only'],
    ['aaaaaaaaaaaa', 'too-simple'],
    ['abababababab', 'too-simple'],
    ['qwertyuiop', 'too-simple'],
    ['abcdefghij1234', 'too-simple'],
    ['Password2026!', 'too-common'],
    ['p4ssw0rd12345', 'too-common'],
    ['rahasia-rahasia', 'too-common'],
    ['BismillaH12345', 'too-common'],
    ['adm1nbkd##2026', 'too-common'],
    ['Indonesia Merdeka 45', 'too-common'],
    ['sari01011990', 'about-you'],
    ['SariContohDewi!', 'about-you'],
    ['sdewi199001012020012001', 'about-you'],
  ])('is refused: %s is %s', (password, fault) => {
    expect(judgePassword(password, owner)).toBe(fault);
  });

  it.each(['kuda besi makan rumput', 'Jeruk#Nipis-77-Payung', 'tujuh gelas kopi pahit', 'b4Nt1ng-st1r-k3-k1ri'])(
    'is taken: %s',
    (password) => {
      expect(judgePassword(password, owner)).toBeNull();
    },
  );

  it('may be written with letters of any script, counted as people count them', () => {
    expect(judgePassword('ꦲꦏ꧀ꦱꦫꦗꦮ ꦭꦸꦮꦶꦃ', owner)).toBeNull();
    expect(judgePassword('é́é́é́é́é́', owner)).toBe('too-simple');
  });

  it('is as good as what the hub makes up itself', () => {
    for (let i = 0; i < 200; i++) expect(judgePassword(generatePassword(), owner)).toBeNull();
  });
});
