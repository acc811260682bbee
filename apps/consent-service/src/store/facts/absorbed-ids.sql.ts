/**
 * For `WITH RECURSIVE`: from the ids that a query asks for up to who they are today (`way`), and down again to every id
 * that stands for them (`back`: id, survivor).
 */
export const absorbedIds = (asked: string) => `
  way (id, steps) AS (
    SELECT id, 0 FROM (${asked}) AS asked (id)
    UNION
    SELECT alias.survivor_id, steps + 1
      FROM way JOIN person_alias alias ON alias.absorbed_id = way.id
     WHERE alias.survivor_id IS NOT NULL AND steps < 50
  ), back (id, survivor, steps) AS (
    SELECT DISTINCT id, id, 0 FROM way
     WHERE NOT EXISTS (SELECT 1 FROM person_alias alias
                        WHERE alias.absorbed_id = way.id AND alias.survivor_id IS NOT NULL)
    UNION
    SELECT alias.absorbed_id, back.survivor, steps + 1
      FROM back JOIN person_alias alias ON alias.survivor_id = back.id
     WHERE steps < 50
  )`;
