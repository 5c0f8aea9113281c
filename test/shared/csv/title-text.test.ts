// Titles as data sets write them.
import { describe, expect, it } from 'vitest';
import { splitTitle } from '#shared/domain/csv/title-text.ts';

describe('a title with its year in parentheses', () => {
  it.each([
    ['Matrix, The (1999)', 'The Matrix', 1999],
    ['Toy Story (1995)', 'Toy Story', 1995],
    [
      'Lord of the Rings: The Fellowship of the Ring, The (2001)',
      'The Lord of the Rings: The Fellowship of the Ring',
      2001,
    ],
    ['Haine, La (1995)', 'La Haine', 1995],
    ["Enfer, L' (1994)", "L'Enfer", 1994],
    ['Boot, Das (Boat, The) (1981)', 'Das Boot (The Boat)', 1981],
    [
      'City of Lost Children, The (Cité des enfants perdus, La) (1995)',
      'The City of Lost Children (La Cité des enfants perdus)',
      1995,
    ],
    ['Seven (a.k.a. Se7en) (1995)', 'Seven (a.k.a. Se7en)', 1995],
    ['Underground (a.k.a. Once, The) (1995)', 'Underground (a.k.a. The Once)', 1995],
    ['Postino, Il (1994)', 'Il Postino', 1994],
    ['Death Note: Desu nôto (2006–2007)', 'Death Note: Desu nôto', 2006],
    ['Fawlty Towers (1975-1979)', 'Fawlty Towers', 1975],
    ['Still Going (2010- )', 'Still Going', 2010],
    ['2001: A Space Odyssey (1968) ', '2001: A Space Odyssey', 1968],
    ['(500) Days of Summer (2009)', '(500) Days of Summer', 2009],
    ['Christmas Carol, A (1938)', 'A Christmas Carol', 1938],
    ['Crouching Tiger, Hidden Dragon (2000)', 'Crouching Tiger, Hidden Dragon', 2000],
    ['I, Robot (2004)', 'I, Robot', 2004],
    ['Paris, Texas (1984)', 'Paris, Texas', 1984],
  ])('%s', (text, title, year) => {
    expect(splitTitle(text)).toEqual({ title, year });
  });
});

describe('a title without a year stays as it is', () => {
  it.each(['Babylon 5', 'Matrix, The', '1984', 'Room (1408)', '(1999)', 'Hail (to the King)', ''])(
    '%s',
    (text) => {
      expect(splitTitle(text)).toEqual({ title: text, year: null });
    },
  );

  it('is left alone when it is absurdly long, in no time', () => {
    const text = `${' ('.repeat(200_000)}x`;
    expect(splitTitle(text).year).toBeNull();
  });
});
