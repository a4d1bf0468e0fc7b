--
-- PostgreSQL database dump
--


-- Dumped from database version 18.4
-- Dumped by pg_dump version 18.4

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    meter_id integer NOT NULL,
    received_at bigint NOT NULL,
    password_expired boolean NOT NULL,
    password_days integer,
    password_told boolean NOT NULL
);


--
-- Name: alembic_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);


--
-- Name: alert; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.alert (
    id integer NOT NULL,
    meter_id integer NOT NULL,
    kind text NOT NULL,
    at bigint NOT NULL,
    facts text NOT NULL,
    sent_at bigint,
    failure text,
    outlet text DEFAULT 'telegram'::text NOT NULL
);


--
-- Name: alert_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.alert_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: alert_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.alert_id_seq OWNED BY public.alert.id;


--
-- Name: home; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.home (
    meter_id integer NOT NULL,
    received_at bigint NOT NULL,
    serial text,
    relay text,
    balance_paise bigint NOT NULL,
    day_eb_wh bigint NOT NULL,
    day_dg_wh bigint NOT NULL,
    day_eb_paise bigint NOT NULL,
    day_dg_paise bigint NOT NULL,
    month_eb_wh bigint NOT NULL,
    month_dg_wh bigint NOT NULL,
    month_eb_paise bigint NOT NULL,
    month_dg_paise bigint NOT NULL,
    kvah boolean
);


--
-- Name: lease; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.lease (
    name text NOT NULL,
    holder text NOT NULL,
    expires_at bigint NOT NULL
);


--
-- Name: meter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.meter (
    id integer NOT NULL,
    name text NOT NULL,
    serial text,
    timezone text NOT NULL,
    demo boolean DEFAULT false NOT NULL
);


--
-- Name: meter_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.meter_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: meter_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.meter_id_seq OWNED BY public.meter.id;


--
-- Name: meter_state; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.meter_state (
    meter_id integer NOT NULL,
    body text NOT NULL,
    revision bigint NOT NULL
);


--
-- Name: movement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.movement (
    meter_id integer NOT NULL,
    at bigint NOT NULL,
    after_at bigint NOT NULL,
    kind text NOT NULL,
    amount_paise bigint NOT NULL,
    balance_paise bigint NOT NULL
);


--
-- Name: outage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outage (
    meter_id integer NOT NULL,
    start_at bigint NOT NULL,
    kind text NOT NULL,
    end_at bigint,
    reason text
);


--
-- Name: outlet; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outlet (
    name text NOT NULL,
    muted_until bigint NOT NULL
);


--
-- Name: password; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.password (
    id integer NOT NULL,
    scrypt text NOT NULL,
    from_setting boolean NOT NULL
);


--
-- Name: peak; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.peak (
    meter_id integer NOT NULL,
    span_s integer NOT NULL,
    start_at bigint NOT NULL,
    load_w bigint NOT NULL
);


--
-- Name: poll; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.poll (
    meter_id integer NOT NULL,
    polled_at bigint NOT NULL,
    answered_at bigint,
    outcome text NOT NULL,
    silent_since bigint,
    counts text
);


--
-- Name: rate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.rate (
    meter_id integer NOT NULL,
    source text NOT NULL,
    since_at bigint NOT NULL,
    paise_per_mwh bigint NOT NULL,
    uncertainty_paise_per_mwh bigint NOT NULL
);


--
-- Name: reading; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reading (
    meter_id integer NOT NULL,
    at bigint NOT NULL,
    received_at bigint NOT NULL,
    eb_wh bigint NOT NULL,
    dg_wh bigint NOT NULL,
    balance_paise bigint NOT NULL,
    load_w bigint,
    supply smallint,
    sanctioned_eb_w bigint,
    sanctioned_dg_w bigint,
    total_eb_wh bigint NOT NULL,
    total_dg_wh bigint NOT NULL,
    total_eb_paise bigint NOT NULL,
    total_dg_paise bigint NOT NULL,
    total_dg_s bigint NOT NULL,
    total_observed_s bigint NOT NULL,
    total_recovered_wh bigint NOT NULL
);


--
-- Name: refused; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refused (
    meter_id integer NOT NULL,
    received_at bigint NOT NULL,
    reason text NOT NULL,
    at bigint NOT NULL,
    eb_wh bigint NOT NULL,
    dg_wh bigint NOT NULL,
    balance_paise bigint NOT NULL,
    load_w bigint,
    supply smallint,
    sanctioned_eb_w bigint,
    sanctioned_dg_w bigint
);


--
-- Name: refused_login; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.refused_login (
    name text NOT NULL,
    salt bytea NOT NULL,
    fingerprint bytea NOT NULL,
    refused_at bigint NOT NULL
);


--
-- Name: session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session (
    meter_id integer NOT NULL,
    start_at bigint NOT NULL,
    source text NOT NULL,
    end_at bigint,
    start_uncertainty_s integer NOT NULL,
    end_uncertainty_s integer,
    start_wh bigint NOT NULL,
    start_paise bigint NOT NULL,
    end_wh bigint,
    end_paise bigint
);


--
-- Name: silence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.silence (
    meter_id integer NOT NULL,
    first_at bigint NOT NULL,
    last_at bigint NOT NULL,
    reason text NOT NULL,
    polls integer NOT NULL
);


--
-- Name: thinned; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.thinned (
    meter_id integer NOT NULL,
    until_at bigint NOT NULL
);


--
-- Name: token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.token (
    id integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    digest text NOT NULL,
    made_at bigint NOT NULL,
    expires_at bigint
);


--
-- Name: token_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.token_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: token_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.token_id_seq OWNED BY public.token.id;


--
-- Name: told; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.told (
    meter_id integer NOT NULL,
    body text NOT NULL
);


--
-- Name: upkeep; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.upkeep (
    name text NOT NULL,
    since_at bigint NOT NULL,
    tried_at bigint,
    good_at bigint,
    words text,
    told_at bigint
);


--
-- Name: vendor_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vendor_entry (
    meter_id integer NOT NULL,
    at bigint NOT NULL,
    amount_paise bigint NOT NULL,
    number integer NOT NULL,
    status text NOT NULL,
    moved_at bigint,
    told_at bigint
);


--
-- Name: vendor_estimate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vendor_estimate (
    meter_id integer NOT NULL,
    day_at bigint NOT NULL,
    received_at bigint NOT NULL,
    balance_paise bigint NOT NULL,
    month_wh bigint NOT NULL,
    month_paise bigint NOT NULL,
    days_left integer
);


--
-- Name: watch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.watch (
    meter_id integer NOT NULL,
    body text NOT NULL
);


--
-- Name: alert id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert ALTER COLUMN id SET DEFAULT nextval('public.alert_id_seq'::regclass);


--
-- Name: meter id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meter ALTER COLUMN id SET DEFAULT nextval('public.meter_id_seq'::regclass);


--
-- Name: token id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token ALTER COLUMN id SET DEFAULT nextval('public.token_id_seq'::regclass);


--
-- Data for Name: account; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: alembic_version; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alembic_version VALUES
	('0007');


--
-- Data for Name: alert; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.alert VALUES
	(1, 1, 'dg_on', 1773033974, '{"since": 1773033974, "load_w": 320, "balance_paise": 404509}', NULL, NULL, 'telegram'),
	(2, 1, 'eb_back', 1773034247, '{"start": 1773033974, "end": 1773034247, "wh": 20, "paise": 53, "eb_paise": 17}', NULL, NULL, 'telegram'),
	(3, 1, 'recharge', 1773066605, '{"amount_paise": 650000, "balance_paise": 1052301}', NULL, NULL, 'telegram'),
	(4, 1, 'summary', 1773081060, '{"day": "2026-03-09"}', NULL, NULL, 'telegram'),
	(5, 1, 'deduction', 1773085417, '{"amount_paise": 556800, "balance_paise": 493528}', NULL, NULL, 'telegram'),
	(6, 1, 'tracker_off', 1773110640, '{"start": 1773106800, "end": 1773110640}', NULL, NULL, 'telegram'),
	(7, 1, 'dg_on', 1773126331, '{"since": 1773126331, "load_w": 330, "balance_paise": 491173}', NULL, NULL, 'telegram'),
	(8, 1, 'eb_back', 1773129079, '{"start": 1773126331, "end": 1773129079, "wh": 700, "paise": 1537, "eb_paise": 583}', NULL, NULL, 'telegram'),
	(9, 1, 'dg_on', 1773140106, '{"since": 1773140106, "load_w": 200, "balance_paise": 489023}', NULL, NULL, 'telegram'),
	(10, 1, 'eb_back', 1773141372, '{"start": 1773140106, "end": 1773141372, "wh": 90, "paise": 191, "eb_paise": 75}', NULL, NULL, 'telegram');


--
-- Data for Name: home; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.home VALUES
	(1, 1773030000, 'demo', 'ON', 405103, 2310, 0, 1924, 0, 52160, 650, 43455, 1441, NULL),
	(1, 1773032400, 'demo', 'ON', 404717, 2770, 0, 2311, 0, 52630, 650, 43842, 1441, NULL),
	(1, 1773034800, 'demo', 'ON', 404452, 3020, 20, 2521, 54, 52880, 670, 44052, 1495, NULL),
	(1, 1773037200, 'demo', 'ON', 404332, 3170, 20, 2641, 54, 53020, 670, 44172, 1495, NULL),
	(1, 1773039600, 'demo', 'ON', 404189, 3340, 20, 2784, 54, 53200, 670, 44315, 1495, NULL),
	(1, 1773042000, 'demo', 'ON', 404001, 3560, 20, 2972, 54, 53420, 670, 44503, 1495, NULL),
	(1, 1773044400, 'demo', 'ON', 403493, 4170, 20, 3480, 54, 54030, 670, 45011, 1495, NULL),
	(1, 1773046800, 'demo', 'ON', 403349, 4350, 20, 3624, 54, 54200, 670, 45155, 1495, NULL),
	(1, 1773049200, 'demo', 'ON', 403219, 4500, 20, 3754, 54, 54360, 670, 45285, 1495, NULL),
	(1, 1773051600, 'demo', 'ON', 403088, 4660, 20, 3886, 54, 54520, 670, 45417, 1495, NULL),
	(1, 1773054000, 'demo', 'ON', 402949, 4830, 20, 4024, 54, 54680, 670, 45555, 1495, NULL),
	(1, 1773056400, 'demo', 'ON', 402806, 5000, 20, 4167, 54, 54860, 670, 45698, 1495, NULL),
	(1, 1773058800, 'demo', 'ON', 402678, 5150, 20, 4295, 54, 55010, 670, 45826, 1495, NULL),
	(1, 1773061200, 'demo', 'ON', 402622, 5220, 20, 4351, 54, 55080, 670, 45882, 1495, NULL),
	(1, 1773063600, 'demo', 'ON', 402476, 5390, 20, 4498, 54, 55250, 670, 46028, 1495, NULL),
	(1, 1773066000, 'demo', 'ON', 402333, 5570, 20, 4640, 54, 55420, 670, 46171, 1495, NULL),
	(1, 1773068400, 'demo', 'ON', 1051698, 6330, 20, 5275, 54, 56180, 670, 46806, 1495, NULL),
	(1, 1773070800, 'demo', 'ON', 1051383, 6710, 20, 5590, 54, 56560, 670, 47121, 1495, NULL),
	(1, 1773073200, 'demo', 'ON', 1051128, 7010, 20, 5846, 54, 56870, 670, 47376, 1495, NULL),
	(1, 1773075600, 'demo', 'ON', 1050895, 7290, 20, 6078, 54, 57150, 670, 47609, 1495, NULL),
	(1, 1773078000, 'demo', 'ON', 1050670, 7560, 20, 6303, 54, 57420, 670, 47834, 1495, NULL),
	(1, 1773080400, 'demo', 'ON', 1050543, 7710, 20, 6430, 54, 57570, 670, 47961, 1495, NULL),
	(1, 1773082800, 'demo', 'ON', 1050459, 80, 0, 73, 0, 57670, 670, 48045, 1495, NULL),
	(1, 1773085200, 'demo', 'ON', 1050338, 230, 0, 194, 0, 57820, 670, 48166, 1495, NULL),
	(1, 1773087600, 'demo', 'ON', 493425, 360, 0, 307, 0, 57950, 670, 48279, 1495, NULL),
	(1, 1773090000, 'demo', 'ON', 493325, 480, 0, 406, 0, 58070, 670, 48379, 1495, NULL),
	(1, 1773092400, 'demo', 'ON', 493205, 630, 0, 526, 0, 58220, 670, 48499, 1495, NULL),
	(1, 1773094800, 'demo', 'ON', 493082, 770, 0, 649, 0, 58360, 670, 48622, 1495, NULL),
	(1, 1773097200, 'demo', 'ON', 492964, 920, 0, 767, 0, 58510, 670, 48740, 1495, NULL),
	(1, 1773099600, 'demo', 'ON', 492863, 1040, 0, 868, 0, 58630, 670, 48841, 1495, NULL),
	(1, 1773102000, 'demo', 'ON', 492726, 1200, 0, 1005, 0, 58790, 670, 48978, 1495, NULL),
	(1, 1773104400, 'demo', 'ON', 492582, 1380, 0, 1150, 0, 58970, 670, 49122, 1495, NULL),
	(1, 1773106800, 'demo', 'ON', 492398, 1600, 0, 1334, 0, 59190, 670, 49306, 1495, NULL),
	(1, 1773112800, 'demo', 'ON', 491898, 2200, 0, 1834, 0, 59790, 670, 49806, 1495, NULL),
	(1, 1773115200, 'demo', 'ON', 491826, 2280, 0, 1905, 0, 59870, 670, 49878, 1495, NULL),
	(1, 1773117600, 'demo', 'ON', 491710, 2420, 0, 2021, 0, 60010, 670, 49994, 1495, NULL),
	(1, 1773120000, 'demo', 'ON', 491578, 2580, 0, 2153, 0, 60170, 670, 50126, 1495, NULL),
	(1, 1773122400, 'demo', 'ON', 491435, 2750, 0, 2296, 0, 60340, 670, 50269, 1495, NULL),
	(1, 1773124800, 'demo', 'ON', 491292, 2920, 0, 2439, 0, 60510, 670, 50412, 1495, NULL),
	(1, 1773127200, 'demo', 'ON', 490751, 3010, 210, 2513, 467, 60600, 890, 50486, 1963, NULL),
	(1, 1773129600, 'demo', 'ON', 489645, 3060, 690, 2549, 1537, 60650, 1370, 50522, 3033, NULL),
	(1, 1773132000, 'demo', 'ON', 489519, 3210, 690, 2674, 1537, 60800, 1370, 50647, 3033, NULL),
	(1, 1773134400, 'demo', 'ON', 489379, 3370, 690, 2815, 1537, 60970, 1370, 50788, 3033, NULL),
	(1, 1773136800, 'demo', 'ON', 489232, 3550, 690, 2962, 1537, 61140, 1370, 50934, 3033, NULL),
	(1, 1773139200, 'demo', 'ON', 489091, 3720, 690, 3103, 1537, 61310, 1370, 51076, 3033, NULL),
	(1, 1773141600, 'demo', 'ON', 488837, 3800, 780, 3172, 1722, 61390, 1460, 51145, 3217, NULL),
	(1, 1773144000, 'demo', 'ON', 488716, 3950, 780, 3293, 1722, 61540, 1460, 51266, 3217, NULL),
	(1, 1773146400, 'demo', 'ON', 488642, 4040, 780, 3368, 1722, 61630, 1460, 51340, 3217, NULL),
	(1, 1773148800, 'demo', 'ON', 488554, 4140, 780, 3455, 1722, 61730, 1460, 51428, 3217, NULL),
	(1, 1773151200, 'demo', 'ON', 488405, 4320, 780, 3604, 1722, 61910, 1460, 51577, 3217, NULL),
	(1, 1773153600, 'demo', 'ON', 487774, 5080, 780, 4235, 1722, 62670, 1460, 52208, 3217, NULL),
	(1, 1773156000, 'demo', 'ON', 487478, 5440, 780, 4531, 1722, 63030, 1460, 52504, 3217, NULL),
	(1, 1773158400, 'demo', 'ON', 487270, 5690, 780, 4739, 1722, 63280, 1460, 52712, 3217, NULL);


--
-- Data for Name: lease; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: meter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.meter VALUES
	(1, 'Home', 'demo', 'Asia/Kolkata', false);


--
-- Data for Name: meter_state; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.meter_state VALUES
	(1, '{"last":{"at":1773158639,"received_at":1773158640,"eb_wh":48872020,"dg_wh":478700,"balance_paise":487251,"load_w":330,"supply":"eb","sanctioned_eb_w":null,"sanctioned_dg_w":null},"closed":{"at":1773158639,"received_at":1773158640,"eb_wh":48872020,"dg_wh":478700,"balance_paise":487251,"load_w":330,"supply":"eb","sanctioned_eb_w":null,"sanctioned_dg_w":null},"zeros":0,"totals":{"eb_wh":11170,"dg_wh":810,"eb_paise":9296,"dg_paise":1781,"dg_s":4287,"observed_s":102456,"recovered_wh":2800},"sanctioned_eb_w":6000,"sanctioned_dg_w":10000,"track":{"source":"eb","since":1773141372,"against":0.0,"window":[{"start":1773158194,"end":1773158639,"eb_wh":40,"dg_wh":0,"paise":32,"settled":true,"load_w":320,"load_change_w":20,"supply":"eb","owed":null}],"confirmed":true},"recent":[{"before":{"eb_wh":11130,"dg_wh":810,"eb_paise":9264,"dg_paise":1781,"dg_s":4287,"observed_s":102456,"recovered_wh":2760},"interval":{"start":1773158194,"end":1773158639,"eb_wh":40,"dg_wh":0,"paise":32,"settled":true,"load_w":320,"load_change_w":20,"supply":"eb","owed":null},"dg_s":0,"dg_paise":0}],"closed_eb":[9230,7692],"closed_dg":[810,1781],"ended":{"source":"dg","started_at":1773140106,"at":1773141372,"uncertainty_s":466,"total_wh":810,"total_paise":1781,"seen_at":1773141826},"tariffs":{"home_eb":{"spacing_wh":500,"energy_step_wh":10,"cost_step_paise":1,"anchors":[[52160,43455],[52880,44052],[53420,44503],[54030,45011],[54680,45555],[55250,46028],[56180,46806],[56870,47376],[57420,47834],[57950,48279],[58510,48740],[59190,49306],[59790,49806],[60340,50269],[60970,50788],[61540,51266],[62670,52208],[63280,52712]],"rate":{"paise_per_mwh":832464,"uncertainty":839}},"home_dg":{"spacing_wh":250,"energy_step_wh":10,"cost_step_paise":1,"anchors":[[650,1441],[1370,3033]],"rate":{"paise_per_mwh":2211111,"uncertainty":32099}},"live_eb":{"spacing_wh":500,"energy_step_wh":10,"cost_step_paise":2,"anchors":[[10,4],[540,449],[1050,884],[1630,1366],[2130,1779],[2640,2209],[3140,2627],[3710,3100],[4220,3526],[4770,3984],[5270,4400],[5780,4820],[6280,5243],[6780,5659],[7580,6319],[8090,6744],[8600,7165],[9100,7588],[9620,8003],[10180,8468],[10710,8915]],"rate":{"paise_per_mwh":832803,"uncertainty":3022}},"rates":{"eb":{"paise_per_mwh":832464,"uncertainty":839},"dg":{"paise_per_mwh":2211111,"uncertainty":32099}},"eb_wh":11170,"eb_paise":9295,"told_eb":{"paise_per_mwh":833582,"uncertainty":2323},"told_dg":null,"turned_eb":null,"turned_dg":null},"strangers":[],"serial":"demo","serial_changed":false,"figures":{"received_at":1773158400,"serial":"demo","balance_paise":487270,"day_eb_wh":5690,"day_dg_wh":780,"day_eb_paise":4739,"day_dg_paise":1722,"month_eb_wh":63280,"month_dg_wh":1460,"month_eb_paise":52712,"month_dg_paise":3217,"relay":"ON","kvah":null}}', 4084895173765122);


--
-- Data for Name: movement; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.movement VALUES
	(1, 1773066605, 1773066475, 'recharge', 650000, 1052301),
	(1, 1773085417, 1773084957, 'deduction', 556800, 493528);


--
-- Data for Name: outage; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.outage VALUES
	(1, 1773106800, 'tracker_off', 1773110640, NULL);


--
-- Data for Name: outlet; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: password; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: peak; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.peak VALUES
	(1, 900, 1773028800, 70),
	(1, 86400, 1772994600, 1580),
	(1, 900, 1773029700, 690),
	(1, 900, 1773030600, 810),
	(1, 900, 1773031500, 830),
	(1, 900, 1773032400, 700),
	(1, 900, 1773033300, 320),
	(1, 900, 1773034200, 340),
	(1, 900, 1773035100, 200),
	(1, 900, 1773036000, 200),
	(1, 900, 1773036900, 330),
	(1, 900, 1773037800, 340),
	(1, 900, 1773038700, 330),
	(1, 900, 1773039600, 340),
	(1, 900, 1773040500, 200),
	(1, 900, 1773041400, 1400),
	(1, 900, 1773042300, 1560),
	(1, 900, 1773043200, 1540),
	(1, 900, 1773044100, 200),
	(1, 900, 1773045000, 340),
	(1, 900, 1773045900, 330),
	(1, 900, 1773046800, 200),
	(1, 900, 1773047700, 200),
	(1, 900, 1773048600, 340),
	(1, 900, 1773049500, 330),
	(1, 900, 1773050400, 200),
	(1, 900, 1773051300, 340),
	(1, 900, 1773052200, 330),
	(1, 900, 1773053100, 200),
	(1, 900, 1773054000, 340),
	(1, 900, 1773054900, 330),
	(1, 900, 1773055800, 200),
	(1, 900, 1773056700, 200),
	(1, 900, 1773057600, 340),
	(1, 900, 1773058500, 200),
	(1, 900, 1773059400, 70),
	(1, 900, 1773060300, 200),
	(1, 900, 1773061200, 350),
	(1, 900, 1773062100, 210),
	(1, 900, 1773063000, 340),
	(1, 900, 1773063900, 350),
	(1, 900, 1773064800, 210),
	(1, 900, 1773065700, 210),
	(1, 900, 1773066600, 1580),
	(1, 900, 1773067500, 1510),
	(1, 900, 1773068400, 1520),
	(1, 900, 1773069300, 460),
	(1, 900, 1773070200, 440),
	(1, 900, 1773071100, 420),
	(1, 900, 1773072000, 540),
	(1, 900, 1773072900, 550),
	(1, 900, 1773073800, 420),
	(1, 900, 1773074700, 410),
	(1, 900, 1773075600, 550),
	(1, 900, 1773076500, 310),
	(1, 900, 1773077400, 310),
	(1, 900, 1773078300, 300),
	(1, 900, 1773079200, 300),
	(1, 900, 1773080100, 70),
	(1, 900, 1773081000, 210),
	(1, 86400, 1773081000, 1690),
	(1, 900, 1773081900, 290),
	(1, 900, 1773082800, 160),
	(1, 900, 1773083700, 300),
	(1, 900, 1773084600, 290),
	(1, 900, 1773085500, 160),
	(1, 900, 1773086400, 300),
	(1, 900, 1773087300, 290),
	(1, 900, 1773088200, 160),
	(1, 900, 1773089100, 160),
	(1, 900, 1773090000, 300),
	(1, 900, 1773090900, 290),
	(1, 900, 1773091800, 160),
	(1, 900, 1773092700, 300),
	(1, 900, 1773093600, 290),
	(1, 900, 1773094500, 160),
	(1, 900, 1773095400, 290),
	(1, 900, 1773096300, 290),
	(1, 900, 1773097200, 160),
	(1, 900, 1773098100, 160),
	(1, 900, 1773099000, 300),
	(1, 900, 1773099900, 290),
	(1, 900, 1773100800, 220),
	(1, 900, 1773101700, 360),
	(1, 900, 1773102600, 340),
	(1, 900, 1773103500, 220),
	(1, 900, 1773104400, 260),
	(1, 900, 1773105300, 1580),
	(1, 900, 1773106200, 70),
	(1, 900, 1773109800, 70),
	(1, 900, 1773110700, 200),
	(1, 900, 1773111600, 200),
	(1, 900, 1773112500, 70),
	(1, 900, 1773113400, 200),
	(1, 900, 1773114300, 200),
	(1, 900, 1773115200, 210),
	(1, 900, 1773116100, 200),
	(1, 900, 1773117000, 330),
	(1, 900, 1773117900, 340),
	(1, 900, 1773118800, 200),
	(1, 900, 1773119700, 320),
	(1, 900, 1773120600, 340),
	(1, 900, 1773121500, 210),
	(1, 900, 1773122400, 320),
	(1, 900, 1773123300, 340),
	(1, 900, 1773124200, 200),
	(1, 900, 1773125100, 200),
	(1, 900, 1773126000, 1500),
	(1, 900, 1773126900, 1570),
	(1, 900, 1773127800, 1370),
	(1, 900, 1773128700, 340),
	(1, 900, 1773129600, 340),
	(1, 900, 1773130500, 200),
	(1, 900, 1773131400, 340),
	(1, 900, 1773132300, 330),
	(1, 900, 1773133200, 200),
	(1, 900, 1773134100, 200),
	(1, 900, 1773135000, 340),
	(1, 900, 1773135900, 340),
	(1, 900, 1773136800, 200),
	(1, 900, 1773137700, 340),
	(1, 900, 1773138600, 330),
	(1, 900, 1773139500, 200),
	(1, 900, 1773140400, 340),
	(1, 900, 1773141300, 330),
	(1, 900, 1773142200, 200),
	(1, 900, 1773143100, 330),
	(1, 900, 1773144000, 330),
	(1, 900, 1773144900, 70),
	(1, 900, 1773145800, 70),
	(1, 900, 1773146700, 200),
	(1, 900, 1773147600, 220),
	(1, 900, 1773148500, 210),
	(1, 900, 1773149400, 340),
	(1, 900, 1773150300, 340),
	(1, 900, 1773151200, 1370),
	(1, 900, 1773152100, 1440),
	(1, 900, 1773153000, 1690),
	(1, 900, 1773153900, 450),
	(1, 900, 1773154800, 320),
	(1, 900, 1773155700, 460),
	(1, 900, 1773156600, 440),
	(1, 900, 1773157500, 320),
	(1, 900, 1773158400, 330);


--
-- Data for Name: poll; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.poll VALUES
	(1, 1773158640, 1773158640, 'accepted', NULL, '{"accepted": 525, "refused:older_than_last": 1}');


--
-- Data for Name: rate; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.rate VALUES
	(1, 'eb', 1773042000, 831746, 7395),
	(1, 'eb', 1773068400, 833582, 2323);


--
-- Data for Name: reading; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.reading VALUES
	(1, 1773029132, 1773029160, 48860850, 477890, 405128, 70, 0, 6000, 10000, 0, 0, 0, 0, 0, 0, 0),
	(1, 1773029377, 1773029400, 48860860, 477890, 405124, 70, 0, NULL, NULL, 10, 0, 4, 0, 0, 245, 0),
	(1, 1773029562, 1773029580, 48860860, 477890, 405121, 70, 0, NULL, NULL, 10, 0, 7, 0, 0, 430, 0),
	(1, 1773029789, 1773029820, 48860870, 477890, 405113, 200, 0, NULL, NULL, 20, 0, 15, 0, 0, 657, 0),
	(1, 1773030169, 1773030240, 48860890, 477890, 405095, 200, 0, NULL, NULL, 40, 0, 33, 0, 0, 657, 20),
	(1, 1773030479, 1773030480, 48860950, 477890, 405048, 690, 0, NULL, NULL, 100, 0, 80, 0, 0, 657, 80),
	(1, 1773030657, 1773030660, 48860980, 477890, 405019, 690, 0, NULL, NULL, 130, 0, 109, 0, 0, 835, 80),
	(1, 1773030887, 1773030900, 48861030, 477890, 404983, 690, 0, NULL, NULL, 180, 0, 145, 0, 0, 1065, 80),
	(1, 1773031135, 1773031140, 48861080, 477890, 404937, 810, 0, NULL, NULL, 230, 0, 191, 0, 0, 1313, 80),
	(1, 1773031317, 1773031320, 48861120, 477890, 404903, 790, 0, NULL, NULL, 270, 0, 225, 0, 0, 1495, 80),
	(1, 1773031544, 1773031560, 48861170, 477890, 404861, 830, 0, NULL, NULL, 320, 0, 267, 0, 0, 1722, 80),
	(1, 1773031760, 1773031800, 48861220, 477890, 404820, 830, 0, NULL, NULL, 370, 0, 308, 0, 0, 1938, 80),
	(1, 1773031953, 1773031980, 48861270, 477890, 404783, 820, 0, NULL, NULL, 420, 0, 345, 0, 0, 2131, 80),
	(1, 1773032193, 1773032220, 48861310, 477890, 404744, 680, 0, NULL, NULL, 460, 0, 384, 0, 0, 2371, 80),
	(1, 1773032611, 1773032640, 48861390, 477890, 404679, 670, 0, NULL, NULL, 540, 0, 449, 0, 0, 2371, 160),
	(1, 1773032838, 1773032880, 48861430, 477890, 404643, 700, 0, NULL, NULL, 580, 0, 485, 0, 0, 2598, 160),
	(1, 1773033002, 1773033060, 48861470, 477890, 404617, 690, 0, NULL, NULL, 620, 0, 511, 0, 0, 2762, 160),
	(1, 1773033294, 1773033300, 48861510, 477890, 404583, 200, 0, NULL, NULL, 660, 0, 545, 0, 0, 3054, 160),
	(1, 1773033504, 1773033540, 48861520, 477890, 404573, 200, 0, NULL, NULL, 670, 0, 555, 0, 0, 3264, 160),
	(1, 1773033712, 1773033720, 48861530, 477890, 404564, 200, 0, NULL, NULL, 680, 0, 564, 0, 0, 3472, 160),
	(1, 1773033927, 1773033960, 48861550, 477890, 404549, 320, 0, NULL, NULL, 700, 0, 579, 0, 0, 3687, 160),
	(1, 1773034165, 1773034200, 48861550, 477910, 404509, 320, 1, NULL, NULL, 700, 20, 583, 36, 191, 3925, 160),
	(1, 1773034359, 1773034380, 48861560, 477910, 404483, 340, 1, NULL, NULL, 710, 20, 592, 53, 273, 4119, 160),
	(1, 1773034607, 1773034620, 48861580, 477910, 404464, 330, 0, NULL, NULL, 730, 20, 611, 53, 273, 4367, 160),
	(1, 1773035016, 1773035040, 48861620, 477910, 404438, 200, 0, NULL, NULL, 770, 20, 637, 53, 273, 4367, 200),
	(1, 1773035260, 1773035280, 48861630, 477910, 404427, 200, 0, NULL, NULL, 780, 20, 648, 53, 273, 4611, 200),
	(1, 1773035448, 1773035460, 48861640, 477910, 404418, 200, 0, NULL, NULL, 790, 20, 657, 53, 273, 4799, 200),
	(1, 1773035641, 1773035700, 48861650, 477910, 404409, 200, 0, NULL, NULL, 800, 20, 666, 53, 273, 4992, 200),
	(1, 1773035889, 1773035940, 48861660, 477910, 404397, 200, 0, NULL, NULL, 810, 20, 678, 53, 273, 5240, 200),
	(1, 1773036072, 1773036120, 48861670, 477910, 404389, 200, 0, NULL, NULL, 820, 20, 686, 53, 273, 5423, 200),
	(1, 1773036317, 1773036360, 48861690, 477910, 404378, 200, 0, NULL, NULL, 840, 20, 697, 53, 273, 5668, 200),
	(1, 1773036575, 1773036600, 48861700, 477910, 404366, 200, 0, NULL, NULL, 850, 20, 709, 53, 273, 5926, 200),
	(1, 1773036749, 1773036780, 48861710, 477910, 404358, 200, 0, NULL, NULL, 860, 20, 717, 53, 273, 6100, 200),
	(1, 1773037006, 1773037020, 48861730, 477910, 404343, 330, 0, NULL, NULL, 880, 20, 732, 53, 273, 6357, 200),
	(1, 1773037398, 1773037440, 48861770, 477910, 404313, 330, 0, NULL, NULL, 920, 20, 762, 53, 273, 6357, 240),
	(1, 1773037637, 1773037680, 48861790, 477910, 404295, 320, 0, NULL, NULL, 940, 20, 780, 53, 273, 6596, 240),
	(1, 1773037824, 1773037860, 48861800, 477910, 404281, 340, 0, NULL, NULL, 950, 20, 794, 53, 273, 6783, 240),
	(1, 1773038051, 1773038100, 48861820, 477910, 404265, 200, 0, NULL, NULL, 970, 20, 810, 53, 273, 7010, 240),
	(1, 1773038274, 1773038340, 48861840, 477910, 404255, 200, 0, NULL, NULL, 990, 20, 820, 53, 273, 7233, 240),
	(1, 1773038478, 1773038520, 48861850, 477910, 404245, 200, 0, NULL, NULL, 1000, 20, 830, 53, 273, 7437, 240),
	(1, 1773038729, 1773038760, 48861860, 477910, 404234, 200, 0, NULL, NULL, 1010, 20, 841, 53, 273, 7688, 240),
	(1, 1773038967, 1773039000, 48861870, 477910, 404223, 200, 0, NULL, NULL, 1020, 20, 852, 53, 273, 7926, 240),
	(1, 1773039152, 1773039180, 48861880, 477910, 404214, 200, 0, NULL, NULL, 1030, 20, 861, 53, 273, 8111, 240),
	(1, 1773039417, 1773039420, 48861900, 477910, 404200, 330, 0, NULL, NULL, 1050, 20, 875, 53, 273, 8376, 240),
	(1, 1773039802, 1773039840, 48861940, 477910, 404170, 330, 0, NULL, NULL, 1090, 20, 905, 53, 273, 8376, 280),
	(1, 1773040042, 1773040080, 48861960, 477910, 404152, 320, 0, NULL, NULL, 1110, 20, 923, 53, 273, 8616, 280),
	(1, 1773040233, 1773040260, 48861980, 477910, 404138, 340, 0, NULL, NULL, 1130, 20, 937, 53, 273, 8807, 280),
	(1, 1773040456, 1773040500, 48862000, 477910, 404121, 210, 0, NULL, NULL, 1150, 20, 954, 53, 273, 9030, 280),
	(1, 1773040740, 1773040740, 48862010, 477910, 404108, 200, 0, NULL, NULL, 1160, 20, 967, 53, 273, 9314, 280),
	(1, 1773040908, 1773040920, 48862020, 477910, 404100, 200, 0, NULL, NULL, 1170, 20, 975, 53, 273, 9482, 280),
	(1, 1773041109, 1773041160, 48862030, 477910, 404090, 200, 0, NULL, NULL, 1180, 20, 985, 53, 273, 9683, 280),
	(1, 1773041358, 1773041400, 48862050, 477910, 404079, 200, 0, NULL, NULL, 1200, 20, 996, 53, 273, 9932, 280),
	(1, 1773041545, 1773041580, 48862060, 477910, 404071, 190, 0, NULL, NULL, 1210, 20, 1004, 53, 273, 10119, 280),
	(1, 1773041817, 1773041820, 48862070, 477910, 404058, 200, 0, NULL, NULL, 1220, 20, 1017, 53, 273, 10391, 280),
	(1, 1773042181, 1773042240, 48862210, 477910, 403940, 1400, 0, NULL, NULL, 1360, 20, 1135, 53, 273, 10391, 420),
	(1, 1773042442, 1773042480, 48862310, 477910, 403856, 1380, 0, NULL, NULL, 1460, 20, 1219, 53, 273, 10652, 420),
	(1, 1773042615, 1773042660, 48862380, 477910, 403800, 1360, 0, NULL, NULL, 1530, 20, 1275, 53, 273, 10825, 420),
	(1, 1773042868, 1773042900, 48862480, 477910, 403718, 1490, 0, NULL, NULL, 1630, 20, 1357, 53, 273, 11078, 420),
	(1, 1773043101, 1773043140, 48862580, 477910, 403634, 1560, 0, NULL, NULL, 1730, 20, 1441, 53, 273, 11311, 420),
	(1, 1773043295, 1773043320, 48862660, 477910, 403565, 1540, 0, NULL, NULL, 1810, 20, 1510, 53, 273, 11505, 420),
	(1, 1773043500, 1773043560, 48862690, 477910, 403542, 330, 0, NULL, NULL, 1840, 20, 1533, 53, 273, 11710, 420),
	(1, 1773043759, 1773043800, 48862710, 477910, 403523, 330, 0, NULL, NULL, 1860, 20, 1552, 53, 273, 11969, 420),
	(1, 1773043942, 1773043980, 48862730, 477910, 403511, 200, 0, NULL, NULL, 1880, 20, 1564, 53, 273, 12152, 420),
	(1, 1773044181, 1773044220, 48862740, 477910, 403500, 200, 0, NULL, NULL, 1890, 20, 1575, 53, 273, 12391, 420),
	(1, 1773044595, 1773044640, 48862760, 477910, 403481, 200, 0, NULL, NULL, 1910, 20, 1594, 53, 273, 12391, 440),
	(1, 1773044871, 1773044880, 48862780, 477910, 403468, 200, 0, NULL, NULL, 1930, 20, 1607, 53, 273, 12667, 440),
	(1, 1773045054, 1773045060, 48862790, 477910, 403460, 200, 0, NULL, NULL, 1940, 20, 1615, 53, 273, 12850, 440),
	(1, 1773045288, 1773045300, 48862800, 477910, 403449, 200, 0, NULL, NULL, 1950, 20, 1626, 53, 273, 13084, 440),
	(1, 1773045505, 1773045540, 48862820, 477910, 403438, 340, 0, NULL, NULL, 1970, 20, 1637, 53, 273, 13301, 440),
	(1, 1773045698, 1773045720, 48862830, 477910, 403423, 330, 0, NULL, NULL, 1980, 20, 1652, 53, 273, 13494, 440),
	(1, 1773045933, 1773045960, 48862860, 477910, 403405, 330, 0, NULL, NULL, 2010, 20, 1670, 53, 273, 13729, 440),
	(1, 1773046169, 1773046200, 48862880, 477910, 403387, 330, 0, NULL, NULL, 2030, 20, 1688, 53, 273, 13965, 440),
	(1, 1773046378, 1773046380, 48862900, 477910, 403371, 320, 0, NULL, NULL, 2050, 20, 1704, 53, 273, 14174, 440),
	(1, 1773046570, 1773046620, 48862910, 477910, 403357, 210, 0, NULL, NULL, 2060, 20, 1718, 53, 273, 14366, 440),
	(1, 1773046973, 1773047040, 48862940, 477910, 403338, 200, 0, NULL, NULL, 2090, 20, 1737, 53, 273, 14366, 470),
	(1, 1773047232, 1773047280, 48862950, 477910, 403326, 200, 0, NULL, NULL, 2100, 20, 1749, 53, 273, 14625, 470),
	(1, 1773047417, 1773047460, 48862960, 477910, 403317, 200, 0, NULL, NULL, 2110, 20, 1758, 53, 273, 14810, 470),
	(1, 1773047685, 1773047700, 48862980, 477910, 403305, 200, 0, NULL, NULL, 2130, 20, 1770, 53, 273, 15078, 470),
	(1, 1773047920, 1773047940, 48862990, 477910, 403294, 190, 0, NULL, NULL, 2140, 20, 1781, 53, 273, 15313, 470),
	(1, 1773048082, 1773048120, 48863000, 477910, 403287, 200, 0, NULL, NULL, 2150, 20, 1788, 53, 273, 15475, 470),
	(1, 1773048295, 1773048360, 48863010, 477910, 403277, 200, 0, NULL, NULL, 2160, 20, 1798, 53, 273, 15688, 470),
	(1, 1773048569, 1773048600, 48863020, 477910, 403264, 200, 0, NULL, NULL, 2170, 20, 1811, 53, 273, 15962, 470),
	(1, 1773048756, 1773048780, 48863040, 477910, 403251, 330, 0, NULL, NULL, 2190, 20, 1824, 53, 273, 16149, 470),
	(1, 1773048986, 1773049020, 48863060, 477910, 403234, 320, 0, NULL, NULL, 2210, 20, 1841, 53, 273, 16379, 470),
	(1, 1773049382, 1773049440, 48863100, 477910, 403204, 340, 0, NULL, NULL, 2250, 20, 1871, 53, 273, 16379, 510),
	(1, 1773049630, 1773049680, 48863120, 477910, 403185, 330, 0, NULL, NULL, 2270, 20, 1890, 53, 273, 16627, 510),
	(1, 1773049824, 1773049860, 48863130, 477910, 403174, 200, 0, NULL, NULL, 2280, 20, 1901, 53, 273, 16821, 510),
	(1, 1773050097, 1773050100, 48863150, 477910, 403162, 200, 0, NULL, NULL, 2300, 20, 1913, 53, 273, 17094, 510),
	(1, 1773050318, 1773050340, 48863160, 477910, 403152, 200, 0, NULL, NULL, 2310, 20, 1923, 53, 273, 17315, 510),
	(1, 1773050497, 1773050520, 48863170, 477910, 403143, 200, 0, NULL, NULL, 2320, 20, 1932, 53, 273, 17494, 510),
	(1, 1773050732, 1773050760, 48863180, 477910, 403132, 200, 0, NULL, NULL, 2330, 20, 1943, 53, 273, 17729, 510),
	(1, 1773050956, 1773051000, 48863200, 477910, 403122, 200, 0, NULL, NULL, 2350, 20, 1953, 53, 273, 17953, 510),
	(1, 1773051145, 1773051180, 48863210, 477910, 403113, 200, 0, NULL, NULL, 2360, 20, 1962, 53, 273, 18142, 510),
	(1, 1773051387, 1773051420, 48863220, 477910, 403100, 320, 0, NULL, NULL, 2370, 20, 1975, 53, 273, 18384, 510),
	(1, 1773051798, 1773051840, 48863260, 477910, 403068, 340, 0, NULL, NULL, 2410, 20, 2007, 53, 273, 18384, 550),
	(1, 1773052031, 1773052080, 48863280, 477910, 403050, 330, 0, NULL, NULL, 2430, 20, 2025, 53, 273, 18617, 550),
	(1, 1773052233, 1773052260, 48863300, 477910, 403035, 330, 0, NULL, NULL, 2450, 20, 2040, 53, 273, 18819, 550),
	(1, 1773052454, 1773052500, 48863320, 477910, 403020, 200, 0, NULL, NULL, 2470, 20, 2055, 53, 273, 19040, 550),
	(1, 1773052688, 1773052740, 48863330, 477910, 403009, 200, 0, NULL, NULL, 2480, 20, 2066, 53, 273, 19274, 550),
	(1, 1773052919, 1773052920, 48863340, 477910, 402999, 200, 0, NULL, NULL, 2490, 20, 2076, 53, 273, 19505, 550),
	(1, 1773053097, 1773053160, 48863350, 477910, 402990, 200, 0, NULL, NULL, 2500, 20, 2085, 53, 273, 19683, 550),
	(1, 1773053351, 1773053400, 48863370, 477910, 402978, 200, 0, NULL, NULL, 2520, 20, 2097, 53, 273, 19937, 550),
	(1, 1773053519, 1773053580, 48863380, 477910, 402971, 200, 0, NULL, NULL, 2530, 20, 2104, 53, 273, 20105, 550),
	(1, 1773053803, 1773053820, 48863390, 477910, 402957, 200, 0, NULL, NULL, 2540, 20, 2118, 53, 273, 20389, 550),
	(1, 1773054223, 1773054240, 48863420, 477910, 402938, 210, 0, NULL, NULL, 2570, 20, 2137, 53, 273, 20389, 580),
	(1, 1773054473, 1773054480, 48863440, 477910, 402923, 340, 0, NULL, NULL, 2590, 20, 2152, 53, 273, 20639, 580),
	(1, 1773054594, 1773054660, 48863450, 477910, 402913, 340, 0, NULL, NULL, 2600, 20, 2162, 53, 273, 20760, 580),
	(1, 1773054860, 1773054900, 48863470, 477910, 402893, 330, 0, NULL, NULL, 2620, 20, 2182, 53, 273, 21026, 580),
	(1, 1773055093, 1773055140, 48863490, 477910, 402875, 330, 0, NULL, NULL, 2640, 20, 2200, 53, 273, 21259, 580),
	(1, 1773055278, 1773055320, 48863510, 477910, 402862, 320, 0, NULL, NULL, 2660, 20, 2213, 53, 273, 21444, 580),
	(1, 1773055494, 1773055560, 48863530, 477910, 402847, 190, 0, NULL, NULL, 2680, 20, 2228, 53, 273, 21660, 580),
	(1, 1773055799, 1773055800, 48863540, 477910, 402833, 200, 0, NULL, NULL, 2690, 20, 2242, 53, 273, 21660, 590),
	(1, 1773055965, 1773055980, 48863550, 477910, 402825, 200, 0, NULL, NULL, 2700, 20, 2250, 53, 273, 21826, 590),
	(1, 1773056213, 1773056220, 48863570, 477910, 402814, 200, 0, NULL, NULL, 2720, 20, 2261, 53, 273, 22074, 590),
	(1, 1773056628, 1773056640, 48863590, 477910, 402795, 200, 0, NULL, NULL, 2740, 20, 2280, 53, 273, 22074, 610),
	(1, 1773056856, 1773056880, 48863600, 477910, 402784, 200, 0, NULL, NULL, 2750, 20, 2291, 53, 273, 22302, 610),
	(1, 1773057020, 1773057060, 48863610, 477910, 402776, 200, 0, NULL, NULL, 2760, 20, 2299, 53, 273, 22466, 610),
	(1, 1773057297, 1773057300, 48863630, 477910, 402763, 200, 0, NULL, NULL, 2780, 20, 2312, 53, 273, 22743, 610),
	(1, 1773057492, 1773057540, 48863640, 477910, 402754, 200, 0, NULL, NULL, 2790, 20, 2321, 53, 273, 22938, 610),
	(1, 1773057676, 1773057720, 48863650, 477910, 402746, 200, 0, NULL, NULL, 2800, 20, 2329, 53, 273, 23122, 610),
	(1, 1773057898, 1773057960, 48863660, 477910, 402734, 320, 0, NULL, NULL, 2810, 20, 2341, 53, 273, 23344, 610),
	(1, 1773058148, 1773058200, 48863680, 477910, 402715, 340, 0, NULL, NULL, 2830, 20, 2360, 53, 273, 23594, 610),
	(1, 1773058330, 1773058380, 48863700, 477910, 402701, 330, 0, NULL, NULL, 2850, 20, 2374, 53, 273, 23776, 610),
	(1, 1773058557, 1773058620, 48863720, 477910, 402687, 200, 0, NULL, NULL, 2870, 20, 2388, 53, 273, 24003, 610),
	(1, 1773059026, 1773059040, 48863740, 477910, 402669, 70, 0, NULL, NULL, 2890, 20, 2406, 53, 273, 24003, 630),
	(1, 1773059234, 1773059280, 48863740, 477910, 402665, 70, 0, NULL, NULL, 2890, 20, 2410, 53, 273, 24211, 630),
	(1, 1773059421, 1773059460, 48863750, 477910, 402662, 70, 0, NULL, NULL, 2900, 20, 2413, 53, 273, 24398, 630),
	(1, 1773059660, 1773059700, 48863750, 477910, 402658, 70, 0, NULL, NULL, 2900, 20, 2417, 53, 273, 24637, 630),
	(1, 1773059927, 1773059940, 48863760, 477910, 402654, 70, 0, NULL, NULL, 2910, 20, 2421, 53, 273, 24904, 630),
	(1, 1773060074, 1773060120, 48863760, 477910, 402651, 70, 0, NULL, NULL, 2910, 20, 2424, 53, 273, 25051, 630),
	(1, 1773060316, 1773060360, 48863770, 477910, 402648, 70, 0, NULL, NULL, 2920, 20, 2427, 53, 273, 25293, 630),
	(1, 1773060569, 1773060600, 48863770, 477910, 402643, 70, 0, NULL, NULL, 2920, 20, 2432, 53, 273, 25546, 630),
	(1, 1773060743, 1773060780, 48863770, 477910, 402640, 70, 0, NULL, NULL, 2920, 20, 2435, 53, 273, 25720, 630),
	(1, 1773060988, 1773061020, 48863780, 477910, 402634, 200, 0, NULL, NULL, 2930, 20, 2441, 53, 273, 25965, 630),
	(1, 1773061426, 1773061440, 48863820, 477910, 402603, 340, 0, NULL, NULL, 2970, 20, 2472, 53, 273, 25965, 670),
	(1, 1773061646, 1773061680, 48863840, 477910, 402586, 330, 0, NULL, NULL, 2990, 20, 2489, 53, 273, 26185, 670),
	(1, 1773061855, 1773061860, 48863860, 477910, 402570, 350, 0, NULL, NULL, 3010, 20, 2505, 53, 273, 26394, 670),
	(1, 1773062040, 1773062100, 48863870, 477910, 402557, 210, 0, NULL, NULL, 3020, 20, 2518, 53, 273, 26579, 670),
	(1, 1773062326, 1773062340, 48863890, 477910, 402543, 210, 0, NULL, NULL, 3040, 20, 2532, 53, 273, 26865, 670),
	(1, 1773062512, 1773062520, 48863900, 477910, 402534, 210, 0, NULL, NULL, 3050, 20, 2541, 53, 273, 27051, 670),
	(1, 1773062732, 1773062760, 48863910, 477910, 402523, 200, 0, NULL, NULL, 3060, 20, 2552, 53, 273, 27271, 670),
	(1, 1773062949, 1773063000, 48863930, 477910, 402513, 200, 0, NULL, NULL, 3080, 20, 2562, 53, 273, 27488, 670),
	(1, 1773063173, 1773063180, 48863940, 477910, 402502, 210, 0, NULL, NULL, 3090, 20, 2573, 53, 273, 27712, 670),
	(1, 1773063381, 1773063420, 48863950, 477910, 402492, 210, 0, NULL, NULL, 3100, 20, 2583, 53, 273, 27920, 670),
	(1, 1773063836, 1773063840, 48863990, 477910, 402457, 340, 0, NULL, NULL, 3140, 20, 2618, 53, 273, 27920, 710),
	(1, 1773064058, 1773064080, 48864010, 477910, 402440, 330, 0, NULL, NULL, 3160, 20, 2635, 53, 273, 28142, 710),
	(1, 1773064217, 1773064260, 48864030, 477910, 402428, 350, 0, NULL, NULL, 3180, 20, 2647, 53, 273, 28301, 710),
	(1, 1773064479, 1773064500, 48864050, 477910, 402407, 350, 0, NULL, NULL, 3200, 20, 2668, 53, 273, 28563, 710),
	(1, 1773064721, 1773064740, 48864070, 477910, 402394, 210, 0, NULL, NULL, 3220, 20, 2681, 53, 273, 28805, 710),
	(1, 1773064907, 1773064920, 48864080, 477910, 402385, 210, 0, NULL, NULL, 3230, 20, 2690, 53, 273, 28991, 710),
	(1, 1773065123, 1773065160, 48864090, 477910, 402375, 210, 0, NULL, NULL, 3240, 20, 2700, 53, 273, 29207, 710),
	(1, 1773065354, 1773065400, 48864110, 477910, 402364, 210, 0, NULL, NULL, 3260, 20, 2711, 53, 273, 29438, 710),
	(1, 1773065521, 1773065580, 48864120, 477910, 402355, 210, 0, NULL, NULL, 3270, 20, 2720, 53, 273, 29605, 710),
	(1, 1773065765, 1773065820, 48864130, 477910, 402343, 210, 0, NULL, NULL, 3280, 20, 2732, 53, 273, 29849, 710),
	(1, 1773066239, 1773066240, 48864160, 477910, 402320, 210, 0, NULL, NULL, 3310, 20, 2755, 53, 273, 29849, 740),
	(1, 1773066475, 1773066480, 48864170, 477910, 402309, 210, 0, NULL, NULL, 3320, 20, 2766, 53, 273, 30085, 740),
	(1, 1773066605, 1773066660, 48864180, 477910, 1052301, 350, 0, NULL, NULL, 3330, 20, 2774, 53, 273, 30215, 740),
	(1, 1773066879, 1773066900, 48864280, 477910, 1052216, 1580, 0, NULL, NULL, 3430, 20, 2859, 53, 273, 30489, 740),
	(1, 1773067130, 1773067140, 48864390, 477910, 1052126, 1560, 0, NULL, NULL, 3540, 20, 2949, 53, 273, 30740, 740),
	(1, 1773067317, 1773067320, 48864470, 477910, 1052059, 1540, 0, NULL, NULL, 3620, 20, 3016, 53, 273, 30927, 740),
	(1, 1773067527, 1773067560, 48864560, 477910, 1051984, 1510, 0, NULL, NULL, 3710, 20, 3091, 53, 273, 31137, 740),
	(1, 1773067800, 1773067800, 48864670, 477910, 1051894, 1450, 0, NULL, NULL, 3820, 20, 3181, 53, 273, 31410, 740),
	(1, 1773067974, 1773067980, 48864740, 477910, 1051835, 1450, 0, NULL, NULL, 3890, 20, 3240, 53, 273, 31584, 740),
	(1, 1773068207, 1773068220, 48864830, 477910, 1051758, 1430, 0, NULL, NULL, 3980, 20, 3317, 53, 273, 31817, 740),
	(1, 1773068635, 1773068640, 48865010, 477910, 1051608, 1520, 0, NULL, NULL, 4160, 20, 3467, 53, 273, 31817, 920),
	(1, 1773068848, 1773068880, 48865070, 477910, 1051558, 320, 0, NULL, NULL, 4220, 20, 3517, 53, 273, 32030, 920),
	(1, 1773069014, 1773069060, 48865090, 477910, 1051546, 310, 0, NULL, NULL, 4240, 20, 3529, 53, 273, 32196, 920),
	(1, 1773069264, 1773069300, 48865110, 477910, 1051528, 310, 0, NULL, NULL, 4260, 20, 3547, 53, 273, 32446, 920),
	(1, 1773069499, 1773069540, 48865140, 477910, 1051504, 460, 0, NULL, NULL, 4290, 20, 3571, 53, 273, 32681, 920),
	(1, 1773069703, 1773069720, 48865160, 477910, 1051483, 450, 0, NULL, NULL, 4310, 20, 3592, 53, 273, 32885, 920),
	(1, 1773069947, 1773069960, 48865190, 477910, 1051457, 450, 0, NULL, NULL, 4340, 20, 3618, 53, 273, 33129, 920),
	(1, 1773070170, 1773070200, 48865220, 477910, 1051434, 450, 0, NULL, NULL, 4370, 20, 3641, 53, 273, 33352, 920),
	(1, 1773070361, 1773070380, 48865250, 477910, 1051415, 440, 0, NULL, NULL, 4400, 20, 3660, 53, 273, 33543, 920),
	(1, 1773070555, 1773070620, 48865260, 477910, 1051400, 330, 0, NULL, NULL, 4410, 20, 3675, 53, 273, 33737, 920),
	(1, 1773071011, 1773071040, 48865310, 477910, 1051361, 410, 0, NULL, NULL, 4460, 20, 3714, 53, 273, 33737, 970),
	(1, 1773071256, 1773071280, 48865340, 477910, 1051338, 410, 0, NULL, NULL, 4490, 20, 3737, 53, 273, 33982, 970),
	(1, 1773071430, 1773071460, 48865360, 477910, 1051322, 400, 0, NULL, NULL, 4510, 20, 3753, 53, 273, 34156, 970),
	(1, 1773071631, 1773071700, 48865380, 477910, 1051303, 400, 0, NULL, NULL, 4530, 20, 3772, 53, 273, 34357, 970),
	(1, 1773071922, 1773071940, 48865410, 477910, 1051275, 420, 0, NULL, NULL, 4560, 20, 3800, 53, 273, 34648, 970),
	(1, 1773072060, 1773072120, 48865430, 477910, 1051262, 410, 0, NULL, NULL, 4580, 20, 3813, 53, 273, 34786, 970),
	(1, 1773072351, 1773072360, 48865460, 477910, 1051232, 540, 0, NULL, NULL, 4610, 20, 3843, 53, 273, 35077, 970),
	(1, 1773072588, 1773072600, 48865500, 477910, 1051203, 540, 0, NULL, NULL, 4650, 20, 3872, 53, 273, 35314, 970),
	(1, 1773072774, 1773072780, 48865530, 477910, 1051180, 530, 0, NULL, NULL, 4680, 20, 3895, 53, 273, 35500, 970),
	(1, 1773072962, 1773073020, 48865550, 477910, 1051157, 550, 0, NULL, NULL, 4700, 20, 3918, 53, 273, 35688, 970),
	(1, 1773073419, 1773073440, 48865620, 477910, 1051100, 410, 0, NULL, NULL, 4770, 20, 3975, 53, 273, 35688, 1040),
	(1, 1773073637, 1773073680, 48865650, 477910, 1051079, 410, 0, NULL, NULL, 4800, 20, 3996, 53, 273, 35906, 1040),
	(1, 1773073822, 1773073860, 48865670, 477910, 1051062, 400, 0, NULL, NULL, 4820, 20, 4013, 53, 273, 36091, 1040),
	(1, 1773074058, 1773074100, 48865700, 477910, 1051040, 400, 0, NULL, NULL, 4850, 20, 4035, 53, 273, 36327, 1040),
	(1, 1773074325, 1773074340, 48865730, 477910, 1051014, 420, 0, NULL, NULL, 4880, 20, 4061, 53, 273, 36594, 1040),
	(1, 1773074502, 1773074520, 48865750, 477910, 1050997, 420, 0, NULL, NULL, 4900, 20, 4078, 53, 273, 36771, 1040),
	(1, 1773074751, 1773074760, 48865780, 477910, 1050973, 410, 0, NULL, NULL, 4930, 20, 4102, 53, 273, 37020, 1040),
	(1, 1773074966, 1773075000, 48865800, 477910, 1050952, 410, 0, NULL, NULL, 4950, 20, 4123, 53, 273, 37235, 1040),
	(1, 1773075147, 1773075180, 48865820, 477910, 1050935, 400, 0, NULL, NULL, 4970, 20, 4140, 53, 273, 37416, 1040),
	(1, 1773075408, 1773075420, 48865850, 477910, 1050911, 400, 0, NULL, NULL, 5000, 20, 4164, 53, 273, 37677, 1040),
	(1, 1773075792, 1773075840, 48865900, 477910, 1050869, 550, 0, NULL, NULL, 5050, 20, 4206, 53, 273, 37677, 1090),
	(1, 1773076057, 1773076080, 48865940, 477910, 1050836, 540, 0, NULL, NULL, 5090, 20, 4239, 53, 273, 37942, 1090),
	(1, 1773076257, 1773076260, 48865970, 477910, 1050811, 530, 0, NULL, NULL, 5120, 20, 4264, 53, 273, 38142, 1090),
	(1, 1773076475, 1773076500, 48866000, 477910, 1050784, 530, 0, NULL, NULL, 5150, 20, 4291, 53, 273, 38360, 1090),
	(1, 1773076704, 1773076740, 48866030, 477910, 1050757, 290, 0, NULL, NULL, 5180, 20, 4318, 53, 273, 38589, 1090),
	(1, 1773076910, 1773076920, 48866050, 477910, 1050743, 310, 0, NULL, NULL, 5200, 20, 4332, 53, 273, 38795, 1090),
	(1, 1773077145, 1773077160, 48866070, 477910, 1050726, 300, 0, NULL, NULL, 5220, 20, 4349, 53, 273, 39030, 1090),
	(1, 1773077379, 1773077400, 48866090, 477910, 1050710, 300, 0, NULL, NULL, 5240, 20, 4365, 53, 273, 39264, 1090),
	(1, 1773077538, 1773077580, 48866100, 477910, 1050699, 300, 0, NULL, NULL, 5250, 20, 4376, 53, 273, 39423, 1090),
	(1, 1773077763, 1773077820, 48866120, 477910, 1050684, 290, 0, NULL, NULL, 5270, 20, 4391, 53, 273, 39648, 1090),
	(1, 1773078206, 1773078240, 48866160, 477910, 1050653, 310, 0, NULL, NULL, 5310, 20, 4422, 53, 273, 39648, 1130),
	(1, 1773078423, 1773078480, 48866180, 477910, 1050638, 300, 0, NULL, NULL, 5330, 20, 4437, 53, 273, 39865, 1130),
	(1, 1773078655, 1773078660, 48866200, 477910, 1050624, 290, 0, NULL, NULL, 5350, 20, 4451, 53, 273, 40097, 1130),
	(1, 1773078831, 1773078900, 48866210, 477910, 1050612, 290, 0, NULL, NULL, 5360, 20, 4463, 53, 273, 40273, 1130),
	(1, 1773079109, 1773079140, 48866230, 477910, 1050594, 280, 0, NULL, NULL, 5380, 20, 4481, 53, 273, 40551, 1130),
	(1, 1773079303, 1773079320, 48866250, 477910, 1050581, 300, 0, NULL, NULL, 5400, 20, 4494, 53, 273, 40745, 1130),
	(1, 1773079535, 1773079560, 48866270, 477910, 1050565, 290, 0, NULL, NULL, 5420, 20, 4510, 53, 273, 40977, 1130),
	(1, 1773079786, 1773079800, 48866280, 477910, 1050553, 160, 0, NULL, NULL, 5430, 20, 4522, 53, 273, 41228, 1130),
	(1, 1773079973, 1773079980, 48866280, 477910, 1050549, 70, 0, NULL, NULL, 5430, 20, 4526, 53, 273, 41415, 1130),
	(1, 1773080180, 1773080220, 48866290, 477910, 1050546, 70, 0, NULL, NULL, 5440, 20, 4529, 53, 273, 41622, 1130),
	(1, 1773080623, 1773080640, 48866300, 477910, 1050539, 70, 0, NULL, NULL, 5450, 20, 4536, 53, 273, 41622, 1140),
	(1, 1773080865, 1773080880, 48866300, 477910, 1050535, 70, 0, NULL, NULL, 5450, 20, 4540, 53, 273, 41864, 1140),
	(1, 1773081042, 1773081060, 48866310, 477910, 1050532, 70, 0, NULL, NULL, 5460, 20, 4543, 53, 273, 42041, 1140),
	(1, 1773081230, 1773081300, 48866310, 477910, 1050529, 70, 0, NULL, NULL, 5460, 20, 4546, 53, 273, 42229, 1140),
	(1, 1773081532, 1773081540, 48866320, 477910, 1050517, 200, 0, NULL, NULL, 5470, 20, 4558, 53, 273, 42229, 1150),
	(1, 1773081708, 1773081720, 48866330, 477910, 1050509, 210, 0, NULL, NULL, 5480, 20, 4566, 53, 273, 42405, 1150),
	(1, 1773081958, 1773081960, 48866350, 477910, 1050497, 200, 0, NULL, NULL, 5500, 20, 4578, 53, 273, 42655, 1150),
	(1, 1773082148, 1773082200, 48866360, 477910, 1050488, 290, 0, NULL, NULL, 5510, 20, 4587, 53, 273, 42845, 1150),
	(1, 1773082328, 1773082380, 48866370, 477910, 1050476, 290, 0, NULL, NULL, 5520, 20, 4599, 53, 273, 43025, 1150),
	(1, 1773082580, 1773082620, 48866390, 477910, 1050465, 160, 0, NULL, NULL, 5540, 20, 4610, 53, 273, 43277, 1150),
	(1, 1773083008, 1773083040, 48866400, 477910, 1050449, 160, 0, NULL, NULL, 5550, 20, 4626, 53, 273, 43277, 1160),
	(1, 1773083268, 1773083280, 48866420, 477910, 1050440, 160, 0, NULL, NULL, 5570, 20, 4635, 53, 273, 43537, 1160),
	(1, 1773083404, 1773083460, 48866420, 477910, 1050435, 160, 0, NULL, NULL, 5570, 20, 4640, 53, 273, 43673, 1160),
	(1, 1773083673, 1773083700, 48866430, 477910, 1050425, 160, 0, NULL, NULL, 5580, 20, 4650, 53, 273, 43942, 1160),
	(1, 1773083901, 1773083940, 48866440, 477910, 1050416, 290, 0, NULL, NULL, 5590, 20, 4659, 53, 273, 44170, 1160),
	(1, 1773084106, 1773084120, 48866460, 477910, 1050402, 280, 0, NULL, NULL, 5610, 20, 4673, 53, 273, 44375, 1160),
	(1, 1773084346, 1773084360, 48866480, 477910, 1050386, 300, 0, NULL, NULL, 5630, 20, 4689, 53, 273, 44615, 1160),
	(1, 1773084585, 1773084600, 48866500, 477910, 1050370, 300, 0, NULL, NULL, 5650, 20, 4705, 53, 273, 44854, 1160),
	(1, 1773084740, 1773084780, 48866510, 477910, 1050359, 290, 0, NULL, NULL, 5660, 20, 4716, 53, 273, 45009, 1160),
	(1, 1773084957, 1773085020, 48866530, 477910, 1050345, 290, 0, NULL, NULL, 5680, 20, 4730, 53, 273, 45226, 1160),
	(1, 1773085417, 1773085440, 48866550, 477910, 493528, 160, 0, NULL, NULL, 5700, 20, 4747, 53, 273, 45226, 1180),
	(1, 1773085637, 1773085680, 48866560, 477910, 493520, 160, 0, NULL, NULL, 5710, 20, 4755, 53, 273, 45446, 1180),
	(1, 1773085817, 1773085860, 48866570, 477910, 493513, 160, 0, NULL, NULL, 5720, 20, 4762, 53, 273, 45626, 1180),
	(1, 1773086074, 1773086100, 48866580, 477910, 493503, 160, 0, NULL, NULL, 5730, 20, 4772, 53, 273, 45883, 1180),
	(1, 1773086313, 1773086340, 48866590, 477910, 493494, 160, 0, NULL, NULL, 5740, 20, 4781, 53, 273, 46122, 1180),
	(1, 1773086482, 1773086520, 48866600, 477910, 493488, 160, 0, NULL, NULL, 5750, 20, 4787, 53, 273, 46291, 1180),
	(1, 1773086733, 1773086760, 48866610, 477910, 493479, 160, 0, NULL, NULL, 5760, 20, 4796, 53, 273, 46542, 1180),
	(1, 1773086963, 1773087000, 48866630, 477910, 493464, 300, 0, NULL, NULL, 5780, 20, 4811, 53, 273, 46772, 1180),
	(1, 1773087154, 1773087180, 48866640, 477910, 493451, 290, 0, NULL, NULL, 5790, 20, 4824, 53, 273, 46963, 1180),
	(1, 1773087367, 1773087420, 48866660, 477910, 493437, 290, 0, NULL, NULL, 5810, 20, 4838, 53, 273, 47176, 1180),
	(1, 1773087816, 1773087840, 48866700, 477910, 493407, 280, 0, NULL, NULL, 5850, 20, 4868, 53, 273, 47176, 1220),
	(1, 1773088069, 1773088080, 48866710, 477910, 493397, 170, 0, NULL, NULL, 5860, 20, 4878, 53, 273, 47429, 1220),
	(1, 1773088237, 1773088260, 48866720, 477910, 493390, 160, 0, NULL, NULL, 5870, 20, 4885, 53, 273, 47597, 1220),
	(1, 1773088465, 1773088500, 48866730, 477910, 493382, 160, 0, NULL, NULL, 5880, 20, 4893, 53, 273, 47825, 1220),
	(1, 1773088735, 1773088740, 48866740, 477910, 493372, 160, 0, NULL, NULL, 5890, 20, 4903, 53, 273, 48095, 1220),
	(1, 1773088900, 1773088920, 48866740, 477910, 493366, 160, 0, NULL, NULL, 5890, 20, 4909, 53, 273, 48260, 1220),
	(1, 1773089103, 1773089160, 48866750, 477910, 493358, 150, 0, NULL, NULL, 5900, 20, 4917, 53, 273, 48463, 1220),
	(1, 1773089347, 1773089400, 48866760, 477910, 493349, 150, 0, NULL, NULL, 5910, 20, 4926, 53, 273, 48707, 1220),
	(1, 1773089549, 1773089580, 48866770, 477910, 493342, 160, 0, NULL, NULL, 5920, 20, 4933, 53, 273, 48909, 1220),
	(1, 1773089818, 1773089820, 48866790, 477910, 493332, 160, 0, NULL, NULL, 5940, 20, 4943, 53, 273, 49178, 1220),
	(1, 1773090191, 1773090240, 48866810, 477910, 493314, 290, 0, NULL, NULL, 5960, 20, 4961, 53, 273, 49178, 1240),
	(1, 1773090466, 1773090480, 48866830, 477910, 493296, 280, 0, NULL, NULL, 5980, 20, 4979, 53, 273, 49453, 1240),
	(1, 1773090659, 1773090660, 48866840, 477910, 493283, 300, 0, NULL, NULL, 5990, 20, 4992, 53, 273, 49646, 1240),
	(1, 1773090876, 1773090900, 48866860, 477910, 493269, 300, 0, NULL, NULL, 6010, 20, 5006, 53, 273, 49863, 1240),
	(1, 1773091117, 1773091140, 48866880, 477910, 493252, 290, 0, NULL, NULL, 6030, 20, 5023, 53, 273, 50104, 1240),
	(1, 1773091307, 1773091320, 48866890, 477910, 493245, 160, 0, NULL, NULL, 6040, 20, 5030, 53, 273, 50294, 1240),
	(1, 1773091497, 1773091560, 48866900, 477910, 493238, 160, 0, NULL, NULL, 6050, 20, 5037, 53, 273, 50484, 1240),
	(1, 1773091760, 1773091800, 48866910, 477910, 493228, 160, 0, NULL, NULL, 6060, 20, 5047, 53, 273, 50747, 1240),
	(1, 1773091941, 1773091980, 48866920, 477910, 493221, 160, 0, NULL, NULL, 6070, 20, 5054, 53, 273, 50928, 1240),
	(1, 1773092214, 1773092220, 48866930, 477910, 493211, 160, 0, NULL, NULL, 6080, 20, 5064, 53, 273, 51201, 1240),
	(1, 1773092581, 1773092640, 48866950, 477910, 493197, 160, 0, NULL, NULL, 6100, 20, 5078, 53, 273, 51201, 1260),
	(1, 1773092831, 1773092880, 48866960, 477910, 493188, 160, 0, NULL, NULL, 6110, 20, 5087, 53, 273, 51451, 1260),
	(1, 1773093047, 1773093060, 48866970, 477910, 493180, 160, 0, NULL, NULL, 6120, 20, 5095, 53, 273, 51667, 1260),
	(1, 1773093243, 1773093300, 48866980, 477910, 493169, 300, 0, NULL, NULL, 6130, 20, 5106, 53, 273, 51863, 1260),
	(1, 1773093492, 1773093540, 48867000, 477910, 493152, 290, 0, NULL, NULL, 6150, 20, 5123, 53, 273, 52112, 1260),
	(1, 1773093668, 1773093720, 48867020, 477910, 493140, 290, 0, NULL, NULL, 6170, 20, 5135, 53, 273, 52288, 1260),
	(1, 1773093915, 1773093960, 48867040, 477910, 493124, 280, 0, NULL, NULL, 6190, 20, 5151, 53, 273, 52535, 1260),
	(1, 1773094140, 1773094200, 48867050, 477910, 493109, 280, 0, NULL, NULL, 6200, 20, 5166, 53, 273, 52760, 1260),
	(1, 1773094337, 1773094380, 48867060, 477910, 493100, 160, 0, NULL, NULL, 6210, 20, 5175, 53, 273, 52957, 1260),
	(1, 1773094600, 1773094620, 48867080, 477910, 493090, 160, 0, NULL, NULL, 6230, 20, 5185, 53, 273, 53220, 1260),
	(1, 1773094974, 1773095040, 48867090, 477910, 493076, 160, 0, NULL, NULL, 6240, 20, 5199, 53, 273, 53220, 1270),
	(1, 1773095275, 1773095280, 48867110, 477910, 493065, 160, 0, NULL, NULL, 6260, 20, 5210, 53, 273, 53220, 1290),
	(1, 1773095402, 1773095460, 48867110, 477910, 493060, 150, 0, NULL, NULL, 6260, 20, 5215, 53, 273, 53347, 1290),
	(1, 1773095697, 1773095700, 48867120, 477910, 493050, 150, 0, NULL, NULL, 6270, 20, 5225, 53, 273, 53642, 1290),
	(1, 1773095931, 1773095940, 48867130, 477910, 493041, 160, 0, NULL, NULL, 6280, 20, 5234, 53, 273, 53876, 1290),
	(1, 1773096076, 1773096120, 48867140, 477910, 493035, 290, 0, NULL, NULL, 6290, 20, 5240, 53, 273, 54021, 1290),
	(1, 1773096328, 1773096360, 48867160, 477910, 493018, 290, 0, NULL, NULL, 6310, 20, 5257, 53, 273, 54273, 1290),
	(1, 1773096594, 1773096600, 48867180, 477910, 493000, 290, 0, NULL, NULL, 6330, 20, 5275, 53, 273, 54539, 1290),
	(1, 1773096734, 1773096780, 48867190, 477910, 492991, 280, 0, NULL, NULL, 6340, 20, 5284, 53, 273, 54679, 1290),
	(1, 1773097013, 1773097020, 48867220, 477910, 492973, 290, 0, NULL, NULL, 6370, 20, 5302, 53, 273, 54958, 1290),
	(1, 1773097411, 1773097440, 48867240, 477910, 492954, 160, 0, NULL, NULL, 6390, 20, 5321, 53, 273, 54958, 1310),
	(1, 1773097643, 1773097680, 48867250, 477910, 492945, 160, 0, NULL, NULL, 6400, 20, 5330, 53, 273, 55190, 1310),
	(1, 1773097844, 1773097860, 48867260, 477910, 492938, 160, 0, NULL, NULL, 6410, 20, 5337, 53, 273, 55391, 1310),
	(1, 1773098084, 1773098100, 48867270, 477910, 492929, 160, 0, NULL, NULL, 6420, 20, 5346, 53, 273, 55631, 1310),
	(1, 1773098337, 1773098340, 48867280, 477910, 492920, 160, 0, NULL, NULL, 6430, 20, 5355, 53, 273, 55884, 1310),
	(1, 1773098505, 1773098520, 48867290, 477910, 492914, 160, 0, NULL, NULL, 6440, 20, 5361, 53, 273, 56052, 1310),
	(1, 1773098755, 1773098760, 48867300, 477910, 492904, 160, 0, NULL, NULL, 6450, 20, 5371, 53, 273, 56302, 1310),
	(1, 1773098956, 1773099000, 48867310, 477910, 492897, 160, 0, NULL, NULL, 6460, 20, 5378, 53, 273, 56503, 1310),
	(1, 1773099133, 1773099180, 48867320, 477910, 492890, 160, 0, NULL, NULL, 6470, 20, 5385, 53, 273, 56680, 1310),
	(1, 1773099379, 1773099420, 48867330, 477910, 492875, 300, 0, NULL, NULL, 6480, 20, 5400, 53, 273, 56926, 1310),
	(1, 1773099808, 1773099840, 48867370, 477910, 492846, 290, 0, NULL, NULL, 6520, 20, 5429, 53, 273, 56926, 1350),
	(1, 1773100050, 1773100080, 48867390, 477910, 492830, 290, 0, NULL, NULL, 6540, 20, 5445, 53, 273, 57168, 1350),
	(1, 1773100224, 1773100260, 48867400, 477910, 492818, 280, 0, NULL, NULL, 6550, 20, 5457, 53, 273, 57342, 1350),
	(1, 1773100477, 1773100500, 48867410, 477910, 492808, 160, 0, NULL, NULL, 6560, 20, 5467, 53, 273, 57595, 1350),
	(1, 1773100733, 1773100740, 48867430, 477910, 492798, 160, 0, NULL, NULL, 6580, 20, 5477, 53, 273, 57851, 1350),
	(1, 1773100856, 1773100920, 48867430, 477910, 492793, 220, 0, NULL, NULL, 6580, 20, 5482, 53, 273, 57974, 1350),
	(1, 1773101153, 1773101160, 48867450, 477910, 492778, 220, 0, NULL, NULL, 6600, 20, 5497, 53, 273, 58271, 1350),
	(1, 1773101352, 1773101400, 48867460, 477910, 492768, 220, 0, NULL, NULL, 6610, 20, 5507, 53, 273, 58470, 1350),
	(1, 1773101536, 1773101580, 48867470, 477910, 492758, 220, 0, NULL, NULL, 6620, 20, 5517, 53, 273, 58654, 1350),
	(1, 1773101813, 1773101820, 48867500, 477910, 492741, 360, 0, NULL, NULL, 6650, 20, 5534, 53, 273, 58931, 1350),
	(1, 1773102230, 1773102240, 48867540, 477910, 492706, 350, 0, NULL, NULL, 6690, 20, 5569, 53, 273, 58931, 1390),
	(1, 1773102455, 1773102480, 48867560, 477910, 492688, 350, 0, NULL, NULL, 6710, 20, 5587, 53, 273, 59156, 1390),
	(1, 1773102634, 1773102660, 48867580, 477910, 492673, 340, 0, NULL, NULL, 6730, 20, 5602, 53, 273, 59335, 1390),
	(1, 1773102883, 1773102900, 48867600, 477910, 492657, 220, 0, NULL, NULL, 6750, 20, 5618, 53, 273, 59584, 1390),
	(1, 1773103139, 1773103140, 48867610, 477910, 492644, 210, 0, NULL, NULL, 6760, 20, 5631, 53, 273, 59840, 1390),
	(1, 1773103287, 1773103320, 48867620, 477910, 492636, 220, 0, NULL, NULL, 6770, 20, 5639, 53, 273, 59988, 1390),
	(1, 1773103511, 1773103560, 48867630, 477910, 492625, 220, 0, NULL, NULL, 6780, 20, 5650, 53, 273, 60212, 1390),
	(1, 1773103746, 1773103800, 48867650, 477910, 492613, 220, 0, NULL, NULL, 6800, 20, 5662, 53, 273, 60447, 1390),
	(1, 1773103980, 1773103980, 48867660, 477910, 492601, 220, 0, NULL, NULL, 6810, 20, 5674, 53, 273, 60681, 1390),
	(1, 1773104209, 1773104220, 48867680, 477910, 492589, 210, 0, NULL, NULL, 6830, 20, 5686, 53, 273, 60910, 1390),
	(1, 1773104626, 1773104640, 48867690, 477910, 492574, 130, 0, NULL, NULL, 6840, 20, 5701, 53, 273, 60910, 1400),
	(1, 1773104864, 1773104880, 48867710, 477910, 492566, 260, 0, NULL, NULL, 6860, 20, 5709, 53, 273, 61148, 1400),
	(1, 1773105005, 1773105060, 48867720, 477910, 492557, 200, 0, NULL, NULL, 6870, 20, 5718, 53, 273, 61289, 1400),
	(1, 1773105252, 1773105300, 48867730, 477910, 492546, 200, 0, NULL, NULL, 6880, 20, 5729, 53, 273, 61536, 1400),
	(1, 1773105531, 1773105540, 48867740, 477910, 492533, 200, 0, NULL, NULL, 6890, 20, 5742, 53, 273, 61815, 1400),
	(1, 1773105711, 1773105720, 48867750, 477910, 492525, 200, 0, NULL, NULL, 6900, 20, 5750, 53, 273, 61995, 1400),
	(1, 1773105934, 1773105960, 48867770, 477910, 492515, 70, 0, NULL, NULL, 6920, 20, 5760, 53, 273, 62218, 1400),
	(1, 1773106185, 1773106200, 48867840, 477910, 492454, 1580, 0, NULL, NULL, 6990, 20, 5821, 53, 273, 62469, 1400),
	(1, 1773106349, 1773106380, 48867900, 477910, 492404, 70, 0, NULL, NULL, 7050, 20, 5871, 53, 273, 62633, 1400),
	(1, 1773106585, 1773106620, 48867900, 477910, 492400, 70, 0, NULL, NULL, 7050, 20, 5875, 53, 273, 62869, 1400),
	(1, 1773110632, 1773110640, 48868430, 477910, 491965, 70, 0, NULL, NULL, 7580, 20, 6310, 53, 273, 62869, 1930),
	(1, 1773110878, 1773110880, 48868430, 477910, 491961, 70, 0, NULL, NULL, 7580, 20, 6314, 53, 273, 63115, 1930),
	(1, 1773111053, 1773111060, 48868430, 477910, 491958, 70, 0, NULL, NULL, 7580, 20, 6317, 53, 273, 63290, 1930),
	(1, 1773111263, 1773111300, 48868440, 477910, 491954, 70, 0, NULL, NULL, 7590, 20, 6321, 53, 273, 63500, 1930),
	(1, 1773111517, 1773111540, 48868450, 477910, 491944, 200, 0, NULL, NULL, 7600, 20, 6331, 53, 273, 63754, 1930),
	(1, 1773111694, 1773111720, 48868460, 477910, 491936, 200, 0, NULL, NULL, 7610, 20, 6339, 53, 273, 63931, 1930),
	(1, 1773111944, 1773111960, 48868470, 477910, 491924, 200, 0, NULL, NULL, 7620, 20, 6351, 53, 273, 64181, 1930),
	(1, 1773112169, 1773112200, 48868490, 477910, 491914, 200, 0, NULL, NULL, 7640, 20, 6361, 53, 273, 64406, 1930),
	(1, 1773112363, 1773112380, 48868500, 477910, 491905, 200, 0, NULL, NULL, 7650, 20, 6370, 53, 273, 64600, 1930),
	(1, 1773112589, 1773112620, 48868500, 477910, 491901, 70, 0, NULL, NULL, 7650, 20, 6374, 53, 273, 64826, 1930),
	(1, 1773112988, 1773113040, 48868510, 477910, 491894, 70, 0, NULL, NULL, 7660, 20, 6381, 53, 273, 64826, 1940),
	(1, 1773113257, 1773113280, 48868520, 477910, 491890, 70, 0, NULL, NULL, 7670, 20, 6385, 53, 273, 65095, 1940),
	(1, 1773113444, 1773113460, 48868520, 477910, 491887, 70, 0, NULL, NULL, 7670, 20, 6388, 53, 273, 65282, 1940),
	(1, 1773113699, 1773113700, 48868530, 477910, 491882, 70, 0, NULL, NULL, 7680, 20, 6393, 53, 273, 65537, 1940),
	(1, 1773113922, 1773113940, 48868530, 477910, 491879, 70, 0, NULL, NULL, 7680, 20, 6396, 53, 273, 65760, 1940),
	(1, 1773114115, 1773114120, 48868540, 477910, 491872, 200, 0, NULL, NULL, 7690, 20, 6403, 53, 273, 65953, 1940),
	(1, 1773114322, 1773114360, 48868550, 477910, 491863, 200, 0, NULL, NULL, 7700, 20, 6412, 53, 273, 66160, 1940),
	(1, 1773114559, 1773114600, 48868560, 477910, 491852, 200, 0, NULL, NULL, 7710, 20, 6423, 53, 273, 66397, 1940),
	(1, 1773114753, 1773114780, 48868570, 477910, 491843, 200, 0, NULL, NULL, 7720, 20, 6432, 53, 273, 66591, 1940),
	(1, 1773114984, 1773115020, 48868590, 477910, 491832, 200, 0, NULL, NULL, 7740, 20, 6443, 53, 273, 66822, 1940),
	(1, 1773115408, 1773115440, 48868600, 477910, 491822, 70, 0, NULL, NULL, 7750, 20, 6453, 53, 273, 66822, 1950),
	(1, 1773115653, 1773115680, 48868610, 477910, 491812, 210, 0, NULL, NULL, 7760, 20, 6463, 53, 273, 67067, 1950),
	(1, 1773115851, 1773115860, 48868620, 477910, 491802, 200, 0, NULL, NULL, 7770, 20, 6473, 53, 273, 67265, 1950),
	(1, 1773116095, 1773116100, 48868640, 477910, 491791, 200, 0, NULL, NULL, 7790, 20, 6484, 53, 273, 67509, 1950),
	(1, 1773116311, 1773116340, 48868650, 477910, 491781, 200, 0, NULL, NULL, 7800, 20, 6494, 53, 273, 67725, 1950),
	(1, 1773116451, 1773116520, 48868660, 477910, 491774, 200, 0, NULL, NULL, 7810, 20, 6501, 53, 273, 67865, 1950),
	(1, 1773116692, 1773116760, 48868670, 477910, 491763, 200, 0, NULL, NULL, 7820, 20, 6512, 53, 273, 68106, 1950),
	(1, 1773116956, 1773117000, 48868680, 477910, 491751, 190, 0, NULL, NULL, 7830, 20, 6524, 53, 273, 68370, 1950),
	(1, 1773117137, 1773117180, 48868690, 477910, 491743, 200, 0, NULL, NULL, 7840, 20, 6532, 53, 273, 68551, 1950),
	(1, 1773117413, 1773117420, 48868720, 477910, 491723, 330, 0, NULL, NULL, 7870, 20, 6552, 53, 273, 68827, 1950),
	(1, 1773117835, 1773117840, 48868760, 477910, 491691, 330, 0, NULL, NULL, 7910, 20, 6584, 53, 273, 68827, 1990),
	(1, 1773118078, 1773118080, 48868780, 477910, 491673, 320, 0, NULL, NULL, 7930, 20, 6602, 53, 273, 69070, 1990),
	(1, 1773118207, 1773118260, 48868790, 477910, 491663, 340, 0, NULL, NULL, 7940, 20, 6612, 53, 273, 69199, 1990),
	(1, 1773118493, 1773118500, 48868810, 477910, 491648, 200, 0, NULL, NULL, 7960, 20, 6627, 53, 273, 69485, 1990),
	(1, 1773118678, 1773118740, 48868820, 477910, 491639, 200, 0, NULL, NULL, 7970, 20, 6636, 53, 273, 69670, 1990),
	(1, 1773118877, 1773118920, 48868830, 477910, 491630, 200, 0, NULL, NULL, 7980, 20, 6645, 53, 273, 69869, 1990),
	(1, 1773119143, 1773119160, 48868840, 477910, 491618, 200, 0, NULL, NULL, 7990, 20, 6657, 53, 273, 70135, 1990),
	(1, 1773119382, 1773119400, 48868860, 477910, 491607, 200, 0, NULL, NULL, 8010, 20, 6668, 53, 273, 70374, 1990),
	(1, 1773119565, 1773119580, 48868870, 477910, 491599, 200, 0, NULL, NULL, 8020, 20, 6676, 53, 273, 70557, 1990),
	(1, 1773119760, 1773119820, 48868880, 477910, 491589, 200, 0, NULL, NULL, 8030, 20, 6686, 53, 273, 70752, 1990),
	(1, 1773120208, 1773120240, 48868900, 477910, 491569, 200, 0, NULL, NULL, 8050, 20, 6706, 53, 273, 70752, 2010),
	(1, 1773120451, 1773120480, 48868920, 477910, 491553, 320, 0, NULL, NULL, 8070, 20, 6722, 53, 273, 70995, 2010),
	(1, 1773120629, 1773120660, 48868940, 477910, 491540, 340, 0, NULL, NULL, 8090, 20, 6735, 53, 273, 71173, 2010),
	(1, 1773120881, 1773120900, 48868960, 477910, 491520, 340, 0, NULL, NULL, 8110, 20, 6755, 53, 273, 71425, 2010),
	(1, 1773121127, 1773121140, 48868980, 477910, 491501, 330, 0, NULL, NULL, 8130, 20, 6774, 53, 273, 71671, 2010),
	(1, 1773121265, 1773121320, 48869000, 477910, 491490, 330, 0, NULL, NULL, 8150, 20, 6785, 53, 273, 71809, 2010),
	(1, 1773121516, 1773121560, 48869010, 477910, 491475, 200, 0, NULL, NULL, 8160, 20, 6800, 53, 273, 72060, 2010),
	(1, 1773121758, 1773121800, 48869030, 477910, 491464, 200, 0, NULL, NULL, 8180, 20, 6811, 53, 273, 72302, 2010),
	(1, 1773121974, 1773121980, 48869040, 477910, 491454, 210, 0, NULL, NULL, 8190, 20, 6821, 53, 273, 72518, 2010),
	(1, 1773122199, 1773122220, 48869050, 477910, 491443, 200, 0, NULL, NULL, 8200, 20, 6832, 53, 273, 72743, 2010),
	(1, 1773122632, 1773122640, 48869080, 477910, 491423, 200, 0, NULL, NULL, 8230, 20, 6852, 53, 273, 72743, 2040),
	(1, 1773122873, 1773122880, 48869090, 477910, 491412, 200, 0, NULL, NULL, 8240, 20, 6863, 53, 273, 72984, 2040),
	(1, 1773123054, 1773123060, 48869110, 477910, 491399, 320, 0, NULL, NULL, 8260, 20, 6876, 53, 273, 73165, 2040),
	(1, 1773123243, 1773123300, 48869120, 477910, 491385, 320, 0, NULL, NULL, 8270, 20, 6890, 53, 273, 73354, 2040),
	(1, 1773123518, 1773123540, 48869150, 477910, 491364, 340, 0, NULL, NULL, 8300, 20, 6911, 53, 273, 73629, 2040),
	(1, 1773123707, 1773123720, 48869170, 477910, 491349, 330, 0, NULL, NULL, 8320, 20, 6926, 53, 273, 73818, 2040),
	(1, 1773123952, 1773123960, 48869190, 477910, 491330, 330, 0, NULL, NULL, 8340, 20, 6945, 53, 273, 74063, 2040),
	(1, 1773124149, 1773124200, 48869200, 477910, 491321, 200, 0, NULL, NULL, 8350, 20, 6954, 53, 273, 74260, 2040),
	(1, 1773124345, 1773124380, 48869210, 477910, 491312, 200, 0, NULL, NULL, 8360, 20, 6963, 53, 273, 74456, 2040),
	(1, 1773124601, 1773124620, 48869220, 477910, 491300, 200, 0, NULL, NULL, 8370, 20, 6975, 53, 273, 74712, 2040),
	(1, 1773124976, 1773125040, 48869250, 477910, 491283, 200, 0, NULL, NULL, 8400, 20, 6992, 53, 273, 74712, 2070),
	(1, 1773125238, 1773125280, 48869260, 477910, 491271, 200, 0, NULL, NULL, 8410, 20, 7004, 53, 273, 74974, 2070),
	(1, 1773125424, 1773125460, 48869270, 477910, 491262, 200, 0, NULL, NULL, 8420, 20, 7013, 53, 273, 75160, 2070),
	(1, 1773125662, 1773125700, 48869280, 477910, 491252, 200, 0, NULL, NULL, 8430, 20, 7023, 53, 273, 75398, 2070),
	(1, 1773125881, 1773125940, 48869300, 477910, 491241, 200, 0, NULL, NULL, 8450, 20, 7034, 53, 273, 75617, 2070),
	(1, 1773126120, 1773126120, 48869310, 477910, 491230, 200, 0, NULL, NULL, 8460, 20, 7045, 53, 273, 75856, 2070),
	(1, 1773126309, 1773126360, 48869320, 477910, 491221, 200, 0, NULL, NULL, 8470, 20, 7054, 53, 273, 76045, 2070),
	(1, 1773126595, 1773126600, 48869320, 477940, 491173, 330, 1, NULL, NULL, 8470, 50, 7056, 99, 537, 76331, 2070),
	(1, 1773126772, 1773126780, 48869320, 477970, 491101, 1500, 1, NULL, NULL, 8470, 80, 7056, 171, 714, 76508, 2070),
	(1, 1773126957, 1773127020, 48869320, 478050, 490929, 1570, 1, NULL, NULL, 8470, 160, 7056, 343, 899, 76693, 2070),
	(1, 1773127381, 1773127440, 48869320, 478230, 490525, 1550, 1, NULL, NULL, 8470, 340, 7056, 747, 1323, 76693, 2250),
	(1, 1773127637, 1773127680, 48869320, 478330, 490301, 1390, 1, NULL, NULL, 8470, 440, 7056, 971, 1579, 76949, 2250),
	(1, 1773127816, 1773127860, 48869320, 478400, 490149, 1370, 1, NULL, NULL, 8470, 510, 7056, 1123, 1758, 77128, 2250),
	(1, 1773128043, 1773128100, 48869320, 478490, 489958, 1370, 1, NULL, NULL, 8470, 600, 7056, 1314, 1985, 77355, 2250),
	(1, 1773128306, 1773128340, 48869320, 478560, 489794, 200, 1, NULL, NULL, 8470, 670, 7056, 1478, 2248, 77618, 2250),
	(1, 1773128482, 1773128520, 48869320, 478570, 489772, 200, 1, NULL, NULL, 8470, 680, 7056, 1500, 2424, 77794, 2250),
	(1, 1773128721, 1773128760, 48869320, 478590, 489742, 200, 1, NULL, NULL, 8470, 700, 7056, 1530, 2663, 78033, 2250),
	(1, 1773128976, 1773129000, 48869320, 478600, 489703, 330, 1, NULL, NULL, 8470, 710, 7056, 1569, 2918, 78288, 2250),
	(1, 1773129161, 1773129180, 48869330, 478610, 489675, 330, 1, NULL, NULL, 8480, 720, 7063, 1590, 3021, 78473, 2250),
	(1, 1773129361, 1773129420, 48869350, 478610, 489660, 340, 0, NULL, NULL, 8500, 720, 7078, 1590, 3021, 78673, 2250),
	(1, 1773129780, 1773129840, 48869390, 478610, 489627, 340, 0, NULL, NULL, 8540, 720, 7111, 1590, 3021, 78673, 2290),
	(1, 1773130037, 1773130080, 48869410, 478610, 489610, 200, 0, NULL, NULL, 8560, 720, 7128, 1590, 3021, 78930, 2290),
	(1, 1773130233, 1773130260, 48869420, 478610, 489601, 200, 0, NULL, NULL, 8570, 720, 7137, 1590, 3021, 79126, 2290),
	(1, 1773130479, 1773130500, 48869430, 478610, 489590, 200, 0, NULL, NULL, 8580, 720, 7148, 1590, 3021, 79372, 2290),
	(1, 1773130716, 1773130740, 48869450, 478610, 489579, 200, 0, NULL, NULL, 8600, 720, 7159, 1590, 3021, 79609, 2290),
	(1, 1773130890, 1773130920, 48869450, 478610, 489571, 200, 0, NULL, NULL, 8600, 720, 7167, 1590, 3021, 79783, 2290),
	(1, 1773131133, 1773131160, 48869470, 478610, 489560, 200, 0, NULL, NULL, 8620, 720, 7178, 1590, 3021, 80026, 2290),
	(1, 1773131357, 1773131400, 48869480, 478610, 489549, 200, 0, NULL, NULL, 8630, 720, 7189, 1590, 3021, 80250, 2290),
	(1, 1773131529, 1773131580, 48869490, 478610, 489541, 200, 0, NULL, NULL, 8640, 720, 7197, 1590, 3021, 80422, 2290),
	(1, 1773131805, 1773131820, 48869510, 478610, 489529, 200, 0, NULL, NULL, 8660, 720, 7209, 1590, 3021, 80698, 2290),
	(1, 1773132238, 1773132240, 48869540, 478610, 489500, 340, 0, NULL, NULL, 8690, 720, 7238, 1590, 3021, 80698, 2320),
	(1, 1773132419, 1773132480, 48869560, 478610, 489486, 330, 0, NULL, NULL, 8710, 720, 7252, 1590, 3021, 80879, 2320),
	(1, 1773132626, 1773132660, 48869580, 478610, 489470, 330, 0, NULL, NULL, 8730, 720, 7268, 1590, 3021, 81086, 2320),
	(1, 1773132871, 1773132900, 48869600, 478610, 489451, 330, 0, NULL, NULL, 8750, 720, 7287, 1590, 3021, 81331, 2320),
	(1, 1773133103, 1773133140, 48869620, 478610, 489436, 200, 0, NULL, NULL, 8770, 720, 7302, 1590, 3021, 81563, 2320),
	(1, 1773133290, 1773133320, 48869630, 478610, 489428, 200, 0, NULL, NULL, 8780, 720, 7310, 1590, 3021, 81750, 2320),
	(1, 1773133557, 1773133560, 48869640, 478610, 489415, 200, 0, NULL, NULL, 8790, 720, 7323, 1590, 3021, 82017, 2320),
	(1, 1773133760, 1773133800, 48869650, 478610, 489405, 200, 0, NULL, NULL, 8800, 720, 7333, 1590, 3021, 82220, 2320),
	(1, 1773133952, 1773133980, 48869660, 478610, 489397, 200, 0, NULL, NULL, 8810, 720, 7341, 1590, 3021, 82412, 2320),
	(1, 1773134200, 1773134220, 48869680, 478610, 489385, 200, 0, NULL, NULL, 8830, 720, 7353, 1590, 3021, 82660, 2320),
	(1, 1773134600, 1773134640, 48869700, 478610, 489367, 200, 0, NULL, NULL, 8850, 720, 7371, 1590, 3021, 82660, 2340),
	(1, 1773134850, 1773134880, 48869710, 478610, 489355, 200, 0, NULL, NULL, 8860, 720, 7383, 1590, 3021, 82910, 2340),
	(1, 1773135032, 1773135060, 48869720, 478610, 489346, 200, 0, NULL, NULL, 8870, 720, 7392, 1590, 3021, 83092, 2340),
	(1, 1773135297, 1773135300, 48869750, 478610, 489329, 330, 0, NULL, NULL, 8900, 720, 7409, 1590, 3021, 83357, 2340),
	(1, 1773135489, 1773135540, 48869760, 478610, 489314, 320, 0, NULL, NULL, 8910, 720, 7424, 1590, 3021, 83549, 2340),
	(1, 1773135685, 1773135720, 48869780, 478610, 489299, 340, 0, NULL, NULL, 8930, 720, 7439, 1590, 3021, 83745, 2340),
	(1, 1773135913, 1773135960, 48869800, 478610, 489282, 340, 0, NULL, NULL, 8950, 720, 7456, 1590, 3021, 83973, 2340),
	(1, 1773136179, 1773136200, 48869830, 478610, 489261, 340, 0, NULL, NULL, 8980, 720, 7477, 1590, 3021, 84239, 2340),
	(1, 1773136367, 1773136380, 48869840, 478610, 489252, 200, 0, NULL, NULL, 8990, 720, 7486, 1590, 3021, 84427, 2340),
	(1, 1773136600, 1773136620, 48869850, 478610, 489241, 200, 0, NULL, NULL, 9000, 720, 7497, 1590, 3021, 84660, 2340),
	(1, 1773137019, 1773137040, 48869870, 478610, 489222, 190, 0, NULL, NULL, 9020, 720, 7516, 1590, 3021, 84660, 2360),
	(1, 1773137266, 1773137280, 48869890, 478610, 489211, 200, 0, NULL, NULL, 9040, 720, 7527, 1590, 3021, 84907, 2360),
	(1, 1773137440, 1773137460, 48869900, 478610, 489202, 200, 0, NULL, NULL, 9050, 720, 7536, 1590, 3021, 85081, 2360),
	(1, 1773137696, 1773137700, 48869910, 478610, 489190, 200, 0, NULL, NULL, 9060, 720, 7548, 1590, 3021, 85337, 2360),
	(1, 1773137917, 1773137940, 48869920, 478610, 489180, 200, 0, NULL, NULL, 9070, 720, 7558, 1590, 3021, 85558, 2360),
	(1, 1773138110, 1773138120, 48869930, 478610, 489172, 200, 0, NULL, NULL, 9080, 720, 7566, 1590, 3021, 85751, 2360),
	(1, 1773138348, 1773138360, 48869950, 478610, 489156, 340, 0, NULL, NULL, 9100, 720, 7582, 1590, 3021, 85989, 2360),
	(1, 1773138539, 1773138600, 48869970, 478610, 489141, 340, 0, NULL, NULL, 9120, 720, 7597, 1590, 3021, 86180, 2360),
	(1, 1773138744, 1773138780, 48869990, 478610, 489125, 330, 0, NULL, NULL, 9140, 720, 7613, 1590, 3021, 86385, 2360),
	(1, 1773138977, 1773139020, 48870010, 478610, 489107, 330, 0, NULL, NULL, 9160, 720, 7631, 1590, 3021, 86618, 2360),
	(1, 1773139431, 1773139440, 48870050, 478610, 489078, 200, 0, NULL, NULL, 9200, 720, 7660, 1590, 3021, 86618, 2400),
	(1, 1773139628, 1773139680, 48870060, 478610, 489069, 200, 0, NULL, NULL, 9210, 720, 7669, 1590, 3021, 86815, 2400),
	(1, 1773139810, 1773139860, 48870070, 478610, 489061, 200, 0, NULL, NULL, 9220, 720, 7677, 1590, 3021, 86997, 2400),
	(1, 1773140052, 1773140100, 48870080, 478610, 489049, 200, 0, NULL, NULL, 9230, 720, 7689, 1590, 3021, 87239, 2400),
	(1, 1773140297, 1773140340, 48870080, 478620, 489023, 200, 1, NULL, NULL, 9230, 730, 7692, 1613, 3212, 87484, 2400),
	(1, 1773140478, 1773140520, 48870080, 478630, 489001, 200, 1, NULL, NULL, 9230, 740, 7692, 1635, 3393, 87665, 2400),
	(1, 1773140724, 1773140760, 48870080, 478650, 488972, 200, 1, NULL, NULL, 9230, 760, 7692, 1664, 3639, 87911, 2400),
	(1, 1773140970, 1773141000, 48870080, 478670, 488924, 340, 1, NULL, NULL, 9230, 780, 7692, 1712, 3885, 88157, 2400),
	(1, 1773141153, 1773141180, 48870080, 478690, 488886, 330, 1, NULL, NULL, 9230, 800, 7692, 1750, 4068, 88340, 2400),
	(1, 1773141372, 1773141420, 48870090, 478700, 488855, 330, 1, NULL, NULL, 9240, 810, 7692, 1781, 4287, 88559, 2400),
	(1, 1773141826, 1773141840, 48870130, 478700, 488820, 320, 0, NULL, NULL, 9280, 810, 7727, 1781, 4287, 88559, 2440),
	(1, 1773142049, 1773142080, 48870150, 478700, 488809, 210, 0, NULL, NULL, 9300, 810, 7738, 1781, 4287, 88782, 2440),
	(1, 1773142215, 1773142260, 48870160, 478700, 488801, 200, 0, NULL, NULL, 9310, 810, 7746, 1781, 4287, 88948, 2440),
	(1, 1773142466, 1773142500, 48870170, 478700, 488790, 200, 0, NULL, NULL, 9320, 810, 7757, 1781, 4287, 89199, 2440),
	(1, 1773142712, 1773142740, 48870180, 478700, 488778, 200, 0, NULL, NULL, 9330, 810, 7769, 1781, 4287, 89445, 2440),
	(1, 1773142898, 1773142920, 48870190, 478700, 488770, 200, 0, NULL, NULL, 9340, 810, 7777, 1781, 4287, 89631, 2440),
	(1, 1773143126, 1773143160, 48870210, 478700, 488759, 190, 0, NULL, NULL, 9360, 810, 7788, 1781, 4287, 89859, 2440),
	(1, 1773143388, 1773143400, 48870220, 478700, 488748, 190, 0, NULL, NULL, 9370, 810, 7799, 1781, 4287, 90121, 2440),
	(1, 1773143577, 1773143580, 48870230, 478700, 488739, 200, 0, NULL, NULL, 9380, 810, 7808, 1781, 4287, 90310, 2440),
	(1, 1773143818, 1773143820, 48870250, 478700, 488726, 330, 0, NULL, NULL, 9400, 810, 7821, 1781, 4287, 90551, 2440),
	(1, 1773144223, 1773144240, 48870280, 478700, 488695, 330, 0, NULL, NULL, 9430, 810, 7852, 1781, 4287, 90551, 2470),
	(1, 1773144454, 1773144480, 48870300, 478700, 488684, 200, 0, NULL, NULL, 9450, 810, 7863, 1781, 4287, 90782, 2470),
	(1, 1773144652, 1773144660, 48870310, 478700, 488675, 200, 0, NULL, NULL, 9460, 810, 7872, 1781, 4287, 90980, 2470),
	(1, 1773144861, 1773144900, 48870320, 478700, 488666, 70, 0, NULL, NULL, 9470, 810, 7881, 1781, 4287, 91189, 2470),
	(1, 1773145138, 1773145140, 48870330, 478700, 488661, 70, 0, NULL, NULL, 9480, 810, 7886, 1781, 4287, 91466, 2470),
	(1, 1773145278, 1773145320, 48870330, 478700, 488659, 70, 0, NULL, NULL, 9480, 810, 7888, 1781, 4287, 91606, 2470),
	(1, 1773145532, 1773145560, 48870330, 478700, 488655, 70, 0, NULL, NULL, 9480, 810, 7892, 1781, 4287, 91860, 2470),
	(1, 1773145755, 1773145800, 48870340, 478700, 488651, 70, 0, NULL, NULL, 9490, 810, 7896, 1781, 4287, 92083, 2470),
	(1, 1773145951, 1773145980, 48870340, 478700, 488648, 70, 0, NULL, NULL, 9490, 810, 7899, 1781, 4287, 92279, 2470),
	(1, 1773146218, 1773146220, 48870350, 478700, 488644, 70, 0, NULL, NULL, 9500, 810, 7903, 1781, 4287, 92546, 2470),
	(1, 1773146611, 1773146640, 48870350, 478700, 488638, 70, 0, NULL, NULL, 9500, 810, 7909, 1781, 4287, 92546, 2470),
	(1, 1773146879, 1773146880, 48870360, 478700, 488633, 70, 0, NULL, NULL, 9510, 810, 7914, 1781, 4287, 92814, 2470),
	(1, 1773147006, 1773147060, 48870360, 478700, 488631, 200, 0, NULL, NULL, 9510, 810, 7916, 1781, 4287, 92941, 2470),
	(1, 1773147285, 1773147300, 48870380, 478700, 488618, 200, 0, NULL, NULL, 9530, 810, 7929, 1781, 4287, 93220, 2470),
	(1, 1773147492, 1773147540, 48870390, 478700, 488608, 200, 0, NULL, NULL, 9540, 810, 7939, 1781, 4287, 93427, 2470),
	(1, 1773147714, 1773147720, 48870400, 478700, 488598, 200, 0, NULL, NULL, 9550, 810, 7949, 1781, 4287, 93649, 2470),
	(1, 1773147950, 1773147960, 48870410, 478700, 488587, 200, 0, NULL, NULL, 9560, 810, 7960, 1781, 4287, 93885, 2470),
	(1, 1773148131, 1773148200, 48870420, 478700, 488580, 70, 0, NULL, NULL, 9570, 810, 7967, 1781, 4287, 94066, 2470),
	(1, 1773148377, 1773148380, 48870430, 478700, 488574, 220, 0, NULL, NULL, 9580, 810, 7973, 1781, 4287, 94312, 2470),
	(1, 1773148608, 1773148620, 48870440, 478700, 488563, 210, 0, NULL, NULL, 9590, 810, 7984, 1781, 4287, 94543, 2470),
	(1, 1773149011, 1773149040, 48870470, 478700, 488543, 210, 0, NULL, NULL, 9620, 810, 8004, 1781, 4287, 94543, 2500),
	(1, 1773149275, 1773149280, 48870480, 478700, 488531, 210, 0, NULL, NULL, 9630, 810, 8016, 1781, 4287, 94807, 2500),
	(1, 1773149443, 1773149460, 48870490, 478700, 488522, 220, 0, NULL, NULL, 9640, 810, 8025, 1781, 4287, 94975, 2500),
	(1, 1773149698, 1773149700, 48870510, 478700, 488510, 220, 0, NULL, NULL, 9660, 810, 8037, 1781, 4287, 95230, 2500),
	(1, 1773149885, 1773149940, 48870520, 478700, 488500, 340, 0, NULL, NULL, 9670, 810, 8047, 1781, 4287, 95417, 2500),
	(1, 1773150059, 1773150120, 48870530, 478700, 488486, 340, 0, NULL, NULL, 9680, 810, 8061, 1781, 4287, 95591, 2500),
	(1, 1773150320, 1773150360, 48870560, 478700, 488466, 340, 0, NULL, NULL, 9710, 810, 8081, 1781, 4287, 95852, 2500),
	(1, 1773150535, 1773150600, 48870580, 478700, 488449, 340, 0, NULL, NULL, 9730, 810, 8098, 1781, 4287, 96067, 2500),
	(1, 1773150780, 1773150780, 48870600, 478700, 488431, 330, 0, NULL, NULL, 9750, 810, 8116, 1781, 4287, 96312, 2500),
	(1, 1773150960, 1773151020, 48870620, 478700, 488417, 210, 0, NULL, NULL, 9770, 810, 8130, 1781, 4287, 96492, 2500),
	(1, 1773151404, 1773151440, 48870650, 478700, 488395, 210, 0, NULL, NULL, 9800, 810, 8152, 1781, 4287, 96492, 2530),
	(1, 1773151664, 1773151680, 48870660, 478700, 488382, 210, 0, NULL, NULL, 9810, 810, 8165, 1781, 4287, 96752, 2530),
	(1, 1773151841, 1773151860, 48870680, 478700, 488363, 1370, 0, NULL, NULL, 9830, 810, 8184, 1781, 4287, 96929, 2530),
	(1, 1773152085, 1773152100, 48870780, 478700, 488285, 1370, 0, NULL, NULL, 9930, 810, 8262, 1781, 4287, 97173, 2530),
	(1, 1773152293, 1773152340, 48870860, 478700, 488216, 1440, 0, NULL, NULL, 10010, 810, 8331, 1781, 4287, 97381, 2530),
	(1, 1773152464, 1773152520, 48870930, 478700, 488159, 1420, 0, NULL, NULL, 10080, 810, 8388, 1781, 4287, 97552, 2530);
INSERT INTO public.reading VALUES
	(1, 1773152713, 1773152760, 48871030, 478700, 488078, 1400, 0, NULL, NULL, 10180, 810, 8469, 1781, 4287, 97801, 2530),
	(1, 1773152938, 1773153000, 48871110, 478700, 488005, 1400, 0, NULL, NULL, 10260, 810, 8542, 1781, 4287, 98026, 2530),
	(1, 1773153180, 1773153180, 48871220, 478700, 487920, 1610, 0, NULL, NULL, 10370, 810, 8627, 1781, 4287, 98268, 2530),
	(1, 1773153380, 1773153420, 48871310, 478700, 487844, 1690, 0, NULL, NULL, 10460, 810, 8703, 1781, 4287, 98468, 2530),
	(1, 1773153783, 1773153840, 48871490, 478700, 487687, 1660, 0, NULL, NULL, 10640, 810, 8860, 1781, 4287, 98468, 2710),
	(1, 1773154008, 1773154080, 48871560, 478700, 487631, 450, 0, NULL, NULL, 10710, 810, 8916, 1781, 4287, 98693, 2710),
	(1, 1773154218, 1773154260, 48871590, 478700, 487610, 310, 0, NULL, NULL, 10740, 810, 8937, 1781, 4287, 98903, 2710),
	(1, 1773154493, 1773154500, 48871610, 478700, 487590, 310, 0, NULL, NULL, 10760, 810, 8957, 1781, 4287, 99178, 2710),
	(1, 1773154706, 1773154740, 48871630, 478700, 487574, 330, 0, NULL, NULL, 10780, 810, 8973, 1781, 4287, 99391, 2710),
	(1, 1773154907, 1773154920, 48871650, 478700, 487559, 320, 0, NULL, NULL, 10800, 810, 8988, 1781, 4287, 99592, 2710),
	(1, 1773155154, 1773155160, 48871670, 478700, 487540, 320, 0, NULL, NULL, 10820, 810, 9007, 1781, 4287, 99839, 2710),
	(1, 1773155360, 1773155400, 48871690, 478700, 487525, 320, 0, NULL, NULL, 10840, 810, 9022, 1781, 4287, 100045, 2710),
	(1, 1773155532, 1773155580, 48871700, 478700, 487513, 310, 0, NULL, NULL, 10850, 810, 9034, 1781, 4287, 100217, 2710),
	(1, 1773155786, 1773155820, 48871730, 478700, 487494, 330, 0, NULL, NULL, 10880, 810, 9053, 1781, 4287, 100471, 2710),
	(1, 1773156209, 1773156240, 48871780, 478700, 487452, 460, 0, NULL, NULL, 10930, 810, 9095, 1781, 4287, 100471, 2760),
	(1, 1773156440, 1773156480, 48871810, 478700, 487428, 450, 0, NULL, NULL, 10960, 810, 9119, 1781, 4287, 100702, 2760),
	(1, 1773156627, 1773156660, 48871830, 478700, 487408, 440, 0, NULL, NULL, 10980, 810, 9139, 1781, 4287, 100889, 2760),
	(1, 1773156899, 1773156900, 48871860, 478700, 487380, 440, 0, NULL, NULL, 11010, 810, 9167, 1781, 4287, 101161, 2760),
	(1, 1773157139, 1773157140, 48871890, 478700, 487361, 310, 0, NULL, NULL, 11040, 810, 9186, 1781, 4287, 101401, 2760),
	(1, 1773157278, 1773157320, 48871900, 478700, 487351, 330, 0, NULL, NULL, 11050, 810, 9196, 1781, 4287, 101540, 2760),
	(1, 1773157540, 1773157560, 48871920, 478700, 487331, 320, 0, NULL, NULL, 11070, 810, 9216, 1781, 4287, 101802, 2760),
	(1, 1773157771, 1773157800, 48871940, 478700, 487314, 320, 0, NULL, NULL, 11090, 810, 9233, 1781, 4287, 102033, 2760),
	(1, 1773157962, 1773157980, 48871960, 478700, 487300, 320, 0, NULL, NULL, 11110, 810, 9247, 1781, 4287, 102224, 2760),
	(1, 1773158194, 1773158220, 48871980, 478700, 487283, 310, 0, NULL, NULL, 11130, 810, 9264, 1781, 4287, 102456, 2760),
	(1, 1773158639, 1773158640, 48872020, 478700, 487251, 330, 0, NULL, NULL, 11170, 810, 9296, 1781, 4287, 102456, 2800);


--
-- Data for Name: refused; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.refused VALUES
	(1, 1773051030, 'older_than_last', 1773031317, 48861120, 477890, 404903, 790, 0, 6000, 10000);


--
-- Data for Name: refused_login; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: session; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.session VALUES
	(1, 1773029132, 'eb', 1773033974, 0, 186, 0, 0, 700, 583),
	(1, 1773033974, 'dg', 1773034247, 186, 86, 0, 0, 20, 53),
	(1, 1773034247, 'eb', 1773126331, 86, 152, 700, 583, 8470, 7056),
	(1, 1773126331, 'dg', 1773129079, 152, 82, 20, 53, 720, 1590),
	(1, 1773129079, 'eb', 1773140106, 82, 46, 8470, 7056, 9230, 7692),
	(1, 1773140106, 'dg', 1773141372, 46, 466, 720, 1590, 810, 1781),
	(1, 1773141372, 'eb', NULL, 466, NULL, 9230, 7692, NULL, NULL);


--
-- Data for Name: silence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: thinned; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: token; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: told; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.told VALUES
	(1, '{"level":0,"dg":null,"no_data":false,"token":false,"login":false,"near":false,"outage":null,"lost":null,"off_until":1773110640,"summary":"2026-03-09","since":1773029132,"moved":[[1773066605,650000],[1773085417,-556800]],"over":null,"trip":null}');


--
-- Data for Name: upkeep; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vendor_entry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vendor_estimate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: watch; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.watch VALUES
	(1, '{"running":[],"missed":null,"misses":0,"missed_at":0,"seen_from":1773110640}');


--
-- Name: alert_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.alert_id_seq', 10, true);


--
-- Name: meter_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.meter_id_seq', 1, true);


--
-- Name: token_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.token_id_seq', 1, false);


--
-- Name: alembic_version alembic_version_pkc; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);


--
-- Name: account pk_account; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT pk_account PRIMARY KEY (meter_id);


--
-- Name: alert pk_alert; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT pk_alert PRIMARY KEY (id);


--
-- Name: home pk_home; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.home
    ADD CONSTRAINT pk_home PRIMARY KEY (meter_id, received_at);


--
-- Name: lease pk_lease; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.lease
    ADD CONSTRAINT pk_lease PRIMARY KEY (name);


--
-- Name: meter pk_meter; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meter
    ADD CONSTRAINT pk_meter PRIMARY KEY (id);


--
-- Name: meter_state pk_meter_state; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meter_state
    ADD CONSTRAINT pk_meter_state PRIMARY KEY (meter_id);


--
-- Name: movement pk_movement; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.movement
    ADD CONSTRAINT pk_movement PRIMARY KEY (meter_id, at);


--
-- Name: outage pk_outage; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outage
    ADD CONSTRAINT pk_outage PRIMARY KEY (meter_id, start_at, kind);


--
-- Name: outlet pk_outlet; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outlet
    ADD CONSTRAINT pk_outlet PRIMARY KEY (name);


--
-- Name: password pk_password; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.password
    ADD CONSTRAINT pk_password PRIMARY KEY (id);


--
-- Name: peak pk_peak; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.peak
    ADD CONSTRAINT pk_peak PRIMARY KEY (meter_id, span_s, start_at);


--
-- Name: poll pk_poll; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll
    ADD CONSTRAINT pk_poll PRIMARY KEY (meter_id);


--
-- Name: rate pk_rate; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rate
    ADD CONSTRAINT pk_rate PRIMARY KEY (meter_id, source, since_at);


--
-- Name: reading pk_reading; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT pk_reading PRIMARY KEY (meter_id, at);


--
-- Name: refused pk_refused; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refused
    ADD CONSTRAINT pk_refused PRIMARY KEY (meter_id, received_at);


--
-- Name: refused_login pk_refused_login; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refused_login
    ADD CONSTRAINT pk_refused_login PRIMARY KEY (name);


--
-- Name: session pk_session; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT pk_session PRIMARY KEY (meter_id, start_at);


--
-- Name: silence pk_silence; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.silence
    ADD CONSTRAINT pk_silence PRIMARY KEY (meter_id, first_at);


--
-- Name: thinned pk_thinned; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.thinned
    ADD CONSTRAINT pk_thinned PRIMARY KEY (meter_id);


--
-- Name: token pk_token; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token
    ADD CONSTRAINT pk_token PRIMARY KEY (id);


--
-- Name: told pk_told; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.told
    ADD CONSTRAINT pk_told PRIMARY KEY (meter_id);


--
-- Name: upkeep pk_upkeep; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.upkeep
    ADD CONSTRAINT pk_upkeep PRIMARY KEY (name);


--
-- Name: vendor_entry pk_vendor_entry; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vendor_entry
    ADD CONSTRAINT pk_vendor_entry PRIMARY KEY (meter_id, at, amount_paise, number);


--
-- Name: vendor_estimate pk_vendor_estimate; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vendor_estimate
    ADD CONSTRAINT pk_vendor_estimate PRIMARY KEY (meter_id, day_at);


--
-- Name: watch pk_watch; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watch
    ADD CONSTRAINT pk_watch PRIMARY KEY (meter_id);


--
-- Name: meter uq_meter_name; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meter
    ADD CONSTRAINT uq_meter_name UNIQUE (name);


--
-- Name: token uq_token_digest; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.token
    ADD CONSTRAINT uq_token_digest UNIQUE (digest);


--
-- Name: ix_alert_sent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_alert_sent ON public.alert USING btree (outlet, sent_at, id);


--
-- Name: ix_refused_reason; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_refused_reason ON public.refused USING btree (meter_id, reason, received_at);


--
-- Name: ix_session_source; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ix_session_source ON public.session USING btree (meter_id, source, start_at);


--
-- Name: account fk_account_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT fk_account_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: alert fk_alert_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT fk_alert_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: home fk_home_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.home
    ADD CONSTRAINT fk_home_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: meter_state fk_meter_state_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.meter_state
    ADD CONSTRAINT fk_meter_state_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: movement fk_movement_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.movement
    ADD CONSTRAINT fk_movement_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: outage fk_outage_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outage
    ADD CONSTRAINT fk_outage_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: peak fk_peak_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.peak
    ADD CONSTRAINT fk_peak_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: poll fk_poll_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.poll
    ADD CONSTRAINT fk_poll_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: rate fk_rate_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.rate
    ADD CONSTRAINT fk_rate_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: reading fk_reading_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT fk_reading_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: refused fk_refused_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.refused
    ADD CONSTRAINT fk_refused_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: session fk_session_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT fk_session_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: silence fk_silence_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.silence
    ADD CONSTRAINT fk_silence_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: thinned fk_thinned_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.thinned
    ADD CONSTRAINT fk_thinned_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: told fk_told_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.told
    ADD CONSTRAINT fk_told_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: vendor_entry fk_vendor_entry_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vendor_entry
    ADD CONSTRAINT fk_vendor_entry_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: vendor_estimate fk_vendor_estimate_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vendor_estimate
    ADD CONSTRAINT fk_vendor_estimate_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- Name: watch fk_watch_meter_id_meter; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.watch
    ADD CONSTRAINT fk_watch_meter_id_meter FOREIGN KEY (meter_id) REFERENCES public.meter(id);


--
-- PostgreSQL database dump complete
--


