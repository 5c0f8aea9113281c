// The words of printed pages, under `print.*`.

export const printTexts = {
  en: {
    title: 'Reviews by {{name}}',
    by: 'by {{name}}',
    heading: 'Reviews',
    span: '{{from}} – {{to}}',
    reviews_one: '{{count, number}} review',
    reviews_other: '{{count, number}} reviews',
    seen: 'Seen {{when}}',
    heard: 'Heard {{when}}',
    spoiler: 'Tells the story',
    contents: 'Contents',
    empty: 'There is no review to print.',
    made: 'Set by Mediary on {{when}}.',
  },
  de: {
    title: 'Rezensionen von {{name}}',
    by: 'von {{name}}',
    heading: 'Rezensionen',
    span: '{{from}} – {{to}}',
    reviews_one: '{{count, number}} Rezension',
    reviews_other: '{{count, number}} Rezensionen',
    seen: 'Gesehen {{when}}',
    heard: 'Gehört {{when}}',
    spoiler: 'Verrät die Handlung',
    contents: 'Inhalt',
    empty: 'Es gibt keine Rezension zu drucken.',
    made: 'Gesetzt von Mediary am {{when}}.',
  },
} as const;
