import type { Answer, Findings, Question } from './question.js';

/** In place of gate 7 where nothing personal can be asked for: rows hold only if they need no instrument. */
export function unaided(_: Question, { rowsByLabel }: Findings): Answer {
  const held = rowsByLabel.map((rows) =>
    rows.filter(({ instruments }) => instruments.length === 0),
  );
  const finds = { rows: [...new Set(held.flat())] };
  return held.every((rows) => rows.length > 0) ? { finds } : { fails: 'CONSENT_MISSING', finds };
}
