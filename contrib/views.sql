-- Views for people who ask the database themselves, on SQLite and PostgreSQL: kWh, kW and rupees instead of Wh, W and paise.
--   sqlite3 power_usage_index.db < contrib/views.sql        psql ... -f contrib/views.sql
-- Instants stay UTC epoch seconds: datetime(at, 'unixepoch') in SQLite, to_timestamp(at) in PostgreSQL, and Grafana's
-- $__unixEpochFilter(at). The tracker itself does not need the views, and leaves them alone; docs/schema.md has the tables.

DROP VIEW IF EXISTS v_reading;
CREATE VIEW v_reading AS
SELECT m.name AS meter, r.at, r.received_at, r.eb_wh / 1000.0 AS eb_register_kwh, r.dg_wh / 1000.0 AS dg_register_kwh,
       r.balance_paise / 100.0 AS balance, r.load_w / 1000.0 AS load_kw,
       r.total_eb_wh / 1000.0 AS total_eb_kwh, r.total_dg_wh / 1000.0 AS total_dg_kwh,
       r.total_eb_paise / 100.0 AS total_eb_cost, r.total_dg_paise / 100.0 AS total_dg_cost
FROM reading r JOIN meter m ON m.id = r.meter_id;

-- What was used between each reading and the one before it: sum these over any time.
DROP VIEW IF EXISTS v_usage;
CREATE VIEW v_usage AS
SELECT meter, after_at, at, eb_wh / 1000.0 AS eb_kwh, dg_wh / 1000.0 AS dg_kwh, eb_paise / 100.0 AS eb_cost,
       dg_paise / 100.0 AS dg_cost, dg_s AS dg_seconds
FROM (
    SELECT m.name AS meter, r.at, lag(r.at) OVER w AS after_at,
           r.total_eb_wh - lag(r.total_eb_wh) OVER w AS eb_wh, r.total_dg_wh - lag(r.total_dg_wh) OVER w AS dg_wh,
           r.total_eb_paise - lag(r.total_eb_paise) OVER w AS eb_paise,
           r.total_dg_paise - lag(r.total_dg_paise) OVER w AS dg_paise,
           r.total_dg_s - lag(r.total_dg_s) OVER w AS dg_s
    FROM reading r JOIN meter m ON m.id = r.meter_id
    WINDOW w AS (PARTITION BY r.meter_id ORDER BY r.at)
) AS pairs
WHERE after_at IS NOT NULL;

-- Times on one source. The running one has no end and no sums yet.
DROP VIEW IF EXISTS v_session;
CREATE VIEW v_session AS
SELECT m.name AS meter, s.source, s.start_at, s.end_at, (s.end_wh - s.start_wh) / 1000.0 AS kwh,
       (s.end_paise - s.start_paise) / 100.0 AS cost, s.start_uncertainty_s, s.end_uncertainty_s
FROM session s JOIN meter m ON m.id = s.meter_id;

DROP VIEW IF EXISTS v_movement;
CREATE VIEW v_movement AS
SELECT m.name AS meter, v.at, v.kind, v.amount_paise / 100.0 AS amount, v.balance_paise / 100.0 AS balance_after
FROM movement v JOIN meter m ON m.id = v.meter_id;

-- The price of a kWh by source, since when, as it was measured.
DROP VIEW IF EXISTS v_rate;
CREATE VIEW v_rate AS
SELECT m.name AS meter, r.source, r.since_at, r.paise_per_mwh / 100000.0 AS rupees_per_kwh,
       r.uncertainty_paise_per_mwh / 100000.0 AS uncertainty
FROM rate r JOIN meter m ON m.id = r.meter_id;
