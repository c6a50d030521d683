-- Three plugins in three languages: which towns of a journey have a time zone of their own (words: Python,
-- json_lines: Node.js), and how their clocks were set since 2000 (csv: Java). Run it where the files are:
--
--   sql -f journey.sql

select w.word as town, w.occurrences as named, min(o.utc_offset) as winter, max(o.utc_offset) as summer
from words(file_text('journey.txt')) as w
join json_lines('zones.jsonl') as z on lower(z.city) = w.word
join csv('offsets.csv') as o on o.zone = z.zone
where z.region in ('Europe', 'Asia') and w.length >= 4
group by w.word, w.occurrences
order by named desc, town;

-- What reached the Java plugin of the last query: the columns that it needs, and no others.
select file_name, "columns", conditions, records from readings() where file_name = 'offsets.csv';
