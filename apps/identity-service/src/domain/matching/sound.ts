const RULES: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^ps/, 's'],
  [/^x/, 's'],
  [/^mac|^mc/, 'mk'],
  [/ph/g, 'f'],
  [/sch|sh|ch|tch/g, 'x'],
  [/ough/g, 'of'],
  [/gh(?=[^aeiou]|$)/g, ''],
  [/th/g, 't'],
  [/dg(?=[eiy])/g, 'j'],
  [/c(?=[eiy])/g, 's'],
  [/ck|[cq]/g, 'k'],
  [/g(?=[eiy])/g, 'j'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/x(?=$)/g, 'ks'],
  [/d/g, 't'],
  [/b(?=$)/g, 'p'],
];

/** How a name sounds, roughly: `smyth` and `smith` agree. Letters of other scripts stay as they are. */
export function soundOf(name: string): string {
  const spoken = RULES.reduce((text, [pattern, sound]) => text.replace(pattern, sound), name);
  const first = spoken.slice(0, 1).replace(/[aeiouy]/, 'a');
  const rest = spoken.slice(1).replace(/[aeiouyhw]/g, '');
  return (first + rest).replace(/(.)\1+/gu, '$1');
}
