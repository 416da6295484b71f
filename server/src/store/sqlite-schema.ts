/** Version of the tables below, kept in the file's `user_version`. */
export const sqliteSchemaVersion = 1;

/** The tables, made when a store is opened for the first time. */
export const sqliteSchema: string = `
create table publication (
  position      integer primary key autoincrement,
  digest        text not null unique,
  member        text not null,
  sequence      integer not null,
  metric        text not null,
  period        text not null,
  slot          text not null,
  facts         text not null,
  names         text not null,
  received_at   text not null,
  superseded_by integer references publication (position),
  observations  integer not null,
  withheld      integer not null,
  unique (member, sequence)
) strict;
create index publication_slot on publication (member, slot);
create index publication_metric on publication (metric, period, member);

create table file (
  publication integer not null references publication (position),
  path        text not null,
  digest      text not null,
  bytes       blob not null,
  primary key (publication, path)
) strict, without rowid;

create table observation (
  position        integer primary key autoincrement,
  publication     integer not null references publication (position),
  metric          text not null,
  member          text not null,
  period          text not null,
  codes           text not null,
  value           text,
  status          text not null,
  confidentiality text not null,
  num             integer,
  den             integer
) strict;
create index observation_place on observation (metric, member, period, codes);
create index observation_publication on observation (publication);
`;
