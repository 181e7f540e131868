"""The figures of a review pack counted again in plain SQL, straight from the tables.

Nothing of the product's own code is used here. The rules are those that the README and the decision
notes tell people: what counts as unverified, when a measure improves, and what a clause shows.
"""

import sqlite3
from pathlib import Path
from typing import Any

import yaml

_PLAN = """
CREATE TEMP VIEW plan AS
SELECT s.partnership_id AS p, s.id AS s, s.freshness_days
FROM strategy s JOIN partnership o ON o.id = s.partnership_id, temp.asked
WHERE o.slug = asked.partnership AND s.slug = asked.plan;
"""

_ACTIONS = """
CREATE TEMP TABLE action_now AS
WITH live AS (
  SELECT e.* FROM element e JOIN plan ON e.partnership_id = plan.p AND e.strategy_id = plan.s
  WHERE e.kind = 'action' AND e.retired_on IS NULL
), said AS (
  SELECT u.*, row_number() OVER (PARTITION BY action_id ORDER BY "on" DESC, position DESC) AS nth
  FROM action_update u JOIN plan ON u.partnership_id = plan.p AND u.strategy_id = plan.s, temp.asked
  WHERE u."on" <= asked.today
), moved AS (
  SELECT d.*, row_number() OVER (PARTITION BY action_id ORDER BY position DESC) AS nth
  FROM date_change d JOIN plan ON d.partnership_id = plan.p AND d.strategy_id = plan.s
), proof AS (
  SELECT a.element_id,
    max(CASE v.strength WHEN 'change' THEN 4 WHEN 'quality' THEN 3 WHEN 'activity' THEN 2
        WHEN 'says_so' THEN 1 ELSE 0 END) AS strength
  FROM evidence v JOIN plan ON v.partnership_id = plan.p AND v.strategy_id = plan.s
  JOIN evidence_about a ON a.partnership_id = plan.p AND a.strategy_id = plan.s AND a.owner_id = v.id
  GROUP BY a.element_id
), declared AS (
  SELECT e.id, e.code, coalesce(said.status, 'not_started') AS status, said."on" AS said_on,
    said.ask, said.ask_by, coalesce(moved.end_on, a.first_end_on) AS end_on,
    coalesce(proof.strength, 0) AS strength
  FROM live e
  JOIN plan
  JOIN action a ON a.partnership_id = plan.p AND a.strategy_id = plan.s AND a.id = e.id
  LEFT JOIN said ON said.action_id = e.id AND said.nth = 1
  LEFT JOIN moved ON moved.action_id = e.id AND moved.nth = 1
  LEFT JOIN proof ON proof.element_id = e.id
)
SELECT declared.*,
  CASE
    WHEN status IN ('on_track', 'at_risk', 'off_track')
      AND julianday(asked.today) - julianday(said_on) > plan.freshness_days THEN 'unverified'
    WHEN status = 'on_track' AND end_on < asked.today THEN 'unverified'
    WHEN status IN ('complete', 'embedded') AND strength = 0 THEN 'unverified'
    ELSE status
  END AS delivery,
  CASE WHEN status NOT IN ('complete', 'embedded', 'withdrawn') AND end_on < asked.today
    THEN CAST(julianday(asked.today) - julianday(end_on) AS INTEGER) ELSE 0 END AS overdue
FROM declared, plan, temp.asked;
"""

_MEASURES = """
CREATE TEMP TABLE measure_now AS
WITH live AS (
  SELECT e.code, m.* FROM element e JOIN plan ON e.partnership_id = plan.p AND e.strategy_id = plan.s
  JOIN measure m ON m.partnership_id = plan.p AND m.strategy_id = plan.s AND m.id = e.id
  WHERE e.retired_on IS NULL
), number AS (
  SELECT r.measure_id, r.period_end, r.value,
    row_number() OVER (PARTITION BY measure_id ORDER BY position DESC) AS back,
    row_number() OVER (PARTITION BY measure_id ORDER BY position) AS nth
  FROM reading r JOIN plan ON r.partnership_id = plan.p AND r.strategy_id = plan.s
  WHERE r.value IS NOT NULL AND r.mark IS NULL
), known AS (
  SELECT m.*, latest.value AS latest, latest.period_end AS latest_on, first.value AS first,
    CASE
      WHEN before.value IS NOT NULL THEN before.value
      WHEN m.baseline_on < latest.period_end THEN m.baseline
    END AS before,
    CASE m.direction
      WHEN 'context' THEN NULL
      WHEN 'rise_then_fall' THEN
        CASE WHEN m.turns_on < latest.period_end THEN 'lower' ELSE 'higher' END
      WHEN 'range' THEN CASE WHEN coalesce(m.target, m.target_high) IS NULL THEN NULL ELSE 'range' END
      ELSE m.direction
    END AS way
  FROM live m
  LEFT JOIN number latest ON latest.measure_id = m.id AND latest.back = 1
  LEFT JOIN number before ON before.measure_id = m.id AND before.back = 2
  LEFT JOIN number first ON first.measure_id = m.id AND first.nth = 1
), begun AS (
  SELECT known.*, coalesce(
      CASE WHEN direction = 'rise_then_fall' AND way = 'lower' THEN (
        SELECT value FROM number
        WHERE number.measure_id = known.id AND number.period_end <= known.turns_on
        ORDER BY nth DESC LIMIT 1) END,
      baseline, first) AS start
  FROM known
), gone AS (
  SELECT begun.*,
    -- How far each of four values is from the target, where nearer is better.
    CASE way
      WHEN 'lower' THEN latest - target
      WHEN 'higher' THEN CASE WHEN direction <> 'rise_then_fall' THEN target - latest END
      WHEN 'range' THEN max(coalesce(target - latest, 0), latest - coalesce(target_high, target), 0)
    END AS distance,
    CASE way
      WHEN 'lower' THEN before - latest
      WHEN 'higher' THEN latest - before
      WHEN 'range' THEN
        max(coalesce(target - before, 0), before - coalesce(target_high, target), 0)
        - max(coalesce(target - latest, 0), latest - coalesce(target_high, target), 0)
    END AS step,
    CASE way
      WHEN 'lower' THEN start - latest
      WHEN 'higher' THEN latest - start
      WHEN 'range' THEN
        max(coalesce(target - start, 0), start - coalesce(target_high, target), 0)
        - max(coalesce(target - latest, 0), latest - coalesce(target_high, target), 0)
    END AS total,
    coalesce(tolerance, 0.05 * coalesce(
      nullif(CASE WHEN direction = 'range'
        THEN max(coalesce(target - start, 0), start - coalesce(target_high, target), 0)
        ELSE abs(target - start) END, 0),
      abs(start))) AS noise
  FROM begun
)
SELECT code, title_of.title AS title, coalesce(baseline, first) AS begin, latest, target, unit,
  CASE
    WHEN direction = 'context' THEN 'context'
    WHEN latest IS NULL THEN 'no_data'
    WHEN distance <= 0 THEN 'met'
    WHEN before IS NULL OR way IS NULL THEN 'too_early'
    WHEN step > noise AND total > noise THEN 'improving'
    WHEN step > noise THEN 'no_change'
    WHEN step < -noise OR total < -noise THEN 'worse'
    ELSE 'no_change'
  END AS progress
FROM gone JOIN (
  SELECT id AS element_id, title FROM element JOIN plan ON partnership_id = plan.p AND strategy_id = plan.s
) title_of ON title_of.element_id = gone.id;
"""

_CLAUSES = """
CREATE TEMP TABLE clause_now AS
WITH claimed AS (
  SELECT c.*, row_number() OVER (PARTITION BY clause ORDER BY "on" DESC, position DESC) AS nth
  FROM claim c JOIN plan ON c.partnership_id = plan.p AND c.strategy_id = plan.s
), mapped AS (
  SELECT DISTINCT m.clause, m.owner_id
  FROM element_clause m JOIN plan ON m.partnership_id = plan.p AND m.strategy_id = plan.s
), live AS (
  SELECT mapped.clause, a.* FROM mapped JOIN action_now a ON a.id = mapped.owner_id
  WHERE a.status <> 'withdrawn'
), counts AS (
  SELECT k.clause,
    (SELECT count(*) FROM live WHERE live.clause = k.clause) AS actions,
    (SELECT count(*) FROM live
     WHERE live.clause = k.clause AND delivery IN ('complete', 'embedded')) AS done,
    (SELECT count(*) FROM live
     WHERE live.clause = k.clause AND delivery IN ('on_track', 'at_risk')) AS in_hand,
    (SELECT count(*) FROM mapped JOIN measure_now m ON m.code = (
        SELECT code FROM element JOIN plan ON partnership_id = plan.p AND strategy_id = plan.s
        WHERE id = mapped.owner_id)
     WHERE mapped.clause = k.clause) AS measures,
    (SELECT count(*) FROM evidence v JOIN plan ON v.partnership_id = plan.p AND v.strategy_id = plan.s
     JOIN evidence_about a ON a.partnership_id = plan.p AND a.strategy_id = plan.s AND a.owner_id = v.id
     WHERE v.strength IN ('quality', 'change') AND (
       a.clause = k.clause OR a.element_id IN (SELECT id FROM live WHERE live.clause = k.clause))
    ) AS proofs
  FROM temp.known_clause k
), stepped AS (
  SELECT counts.clause,
    CASE
      WHEN actions = 0 THEN measures > 0
      WHEN done = actions THEN CASE WHEN proofs > 0 THEN 4 ELSE 3 END
      WHEN done + in_hand > 0 THEN 2
      ELSE 1
    END AS shown,
    coalesce(claimed.status, 'not_looked_at') AS claim,
    CASE claimed.status WHEN 'planned' THEN 1 WHEN 'under_way' THEN 2 WHEN 'in_place' THEN 3
      WHEN 'in_place_and_evidenced' THEN 4 ELSE 0 END AS claimed
  FROM counts LEFT JOIN claimed ON claimed.clause = counts.clause AND claimed.nth = 1
)
SELECT stepped.*,
  CASE WHEN claim = 'not_applicable' THEN 'not_applicable'
    WHEN claimed > shown THEN 'ahead' WHEN claimed < shown THEN 'behind' ELSE 'matches' END AS gap
FROM stepped;
"""

_CHALLENGES = """
CREATE TEMP TABLE challenge_now AS
SELECT c.code, c.kind, c.reply_due_on, c.raised_on, c.raised_by,
  c.kind <> 'praise' AND coalesce((
    SELECT step FROM challenge_event v
    WHERE v.partnership_id = plan.p AND v.strategy_id = plan.s AND v.challenge_id = c.id
    ORDER BY position DESC LIMIT 1), '') <> 'closed' AS is_open
FROM challenge c JOIN plan ON c.partnership_id = plan.p AND c.strategy_id = plan.s;
"""


class Recount:
    """A database opened for counting; ``one`` and ``column`` ask it."""

    def __init__(self, database: Path, seed: Path, partnership: str, plan: str, today: str) -> None:
        self.connection = sqlite3.connect(database)
        run = self.connection.executescript
        run("CREATE TEMP TABLE asked (partnership TEXT, plan TEXT, today TEXT);")
        self.connection.execute("INSERT INTO temp.asked VALUES (?, ?, ?)", (partnership, plan, today))
        run("CREATE TEMP TABLE known_clause (clause TEXT);")
        recommendations = yaml.safe_load((seed / "recommendations.yaml").read_text(encoding="utf-8"))
        codes = [(clause["code"],) for each in recommendations for clause in each["clauses"]]
        self.connection.executemany("INSERT INTO temp.known_clause VALUES (?)", codes)
        for script in (_PLAN, _ACTIONS, _MEASURES, _CLAUSES, _CHALLENGES):
            run(script)

    def one(self, query: str, *values: object) -> Any:
        """Return the single value of a query."""
        [(value,)] = self.connection.execute(query, values)
        return value

    def row(self, query: str, *values: object) -> tuple[Any, ...]:
        """Return the single row of a query."""
        [row] = self.connection.execute(query, values)
        return tuple(row)

    def column(self, query: str, *values: object) -> list[Any]:
        """Return the first column of a query."""
        return [row[0] for row in self.connection.execute(query, values)]

    def counts(self, query: str) -> dict[str, Any]:
        """Return a query of two columns as a dictionary."""
        return {name: number for name, number in self.connection.execute(query)}  # noqa: C416

    def close(self) -> None:
        """Close the database."""
        self.connection.close()
