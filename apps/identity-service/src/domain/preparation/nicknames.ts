/** Which given names stand for which. Never closed transitively: that would join half of all names. */
export class Nicknames {
  constructor(readonly formals: ReadonlyMap<string, readonly string[]>) {}

  /** The formal names that a name may stand for, itself apart. */
  formalsOf(name: string): readonly string[] {
    return this.formals.get(name) ?? NONE;
  }
}

const NONE: readonly string[] = [];

/** Rows `formal,has_nickname,nickname` below a heading. */
export function parseNicknames(csv: string): Nicknames {
  const formals = new Map<string, string[]>();
  for (const line of csv.split('\n').slice(1)) {
    const [formal, , nickname] = line.trim().split(',');
    if (!formal || !nickname || formal === nickname) continue;
    const known = formals.get(nickname);
    if (known) known.push(formal);
    else formals.set(nickname, [formal]);
  }
  return new Nicknames(formals);
}
