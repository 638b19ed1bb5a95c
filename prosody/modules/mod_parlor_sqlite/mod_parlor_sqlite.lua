-- Switches the SQLite file of mod_storage_sql to a write-ahead log. For Prosody 0.12 and 13.
--
-- Without it each archived message, and each seat given in a room, flushes the disk four times and makes and deletes a
-- journal; with it, once. The mode stays in the file. What is durable stays the same (synchronous = FULL, SQLite's default).
-- With another driver, or without the `sql` option, this module does nothing.

module:set_global();

local resolve = require "util.paths".resolve_relative_path;

local sql = module:get_option("sql");
if type(sql) ~= "table" or sql.driver ~= "SQLite3" then return; end

local found, dbi = pcall(require, "DBI");
if not found then
	module:log("warn", "No LuaDBI (lua-dbi-sqlite3): the archive keeps its rollback journal and is slower");
	return;
end

local function switch(path)
	local connection, problem = dbi.Connect("SQLite3", path);
	if not connection then return nil, problem; end
	connection:autocommit(true); -- the mode cannot change within a transaction
	local statement = connection:prepare("PRAGMA journal_mode = WAL");
	local ok, failure = statement:execute();
	local row = ok and statement:fetch(false);
	statement:close();
	connection:close();
	return row and row[1], failure;
end

local path = resolve(prosody.paths.data, sql.database or "prosody.sqlite");
local mode, problem = switch(path);
if mode ~= "wal" then
	module:log("warn", "%s has no write-ahead log and is slower: %s", path, problem or mode or "unknown");
end
