import { describe, expect, it } from '@jest/globals';
import { splitFullName } from './name.js';

describe('a name in one piece', () => {
  it.each([
    ['Sir Robert Gordon, 1st Baronet', 'robert', 'gordon', ''],
    ['Ana de la Cruz', 'ana', 'de la cruz', ''],
    ['James Earl Jones', 'james earl', 'jones', ''],
    ['Earl Warren', 'earl', 'warren', ''],
    ['Kanisha Princess Major', 'kanisha princess', 'major', ''],
    ['John Russell, 1st Earl Russell', 'john russell', 'russell', ''],
    ['William Earl of Selborne', 'william', 'selborne', ''],
    ['William Baron Byron', 'william', 'byron', ''],
    ['Smith', 'smith', '', ''],
    ['Dr. John Smith Jr.', 'john', 'smith', 'jr'],
    ['(1833-1886)', '', '', ''],
    ['  ', '', '', ''],
    ['José Núñez', 'jose', 'nunez', ''],
  ])('%s: the last word, with its particles, is the family name', (text, given, family, suffix) => {
    expect(splitFullName(text)).toEqual({ given, family, suffix });
  });

  it('of particles alone still has a given name', () => {
    const { given, family } = splitFullName('Vincent van Gogh');
    expect([given, family]).toEqual(['vincent', 'van gogh']);
    expect(splitFullName('van Gogh').given).not.toBe('');
  });
});
