-- KEYS: connection, groups of the connection. ARGV: ID, time. It leaves no record of the end: an event or a listing can show that the connection is open.
local lease = redis.call('ZSCORE', CONNS, ARGV[6])
if lease and tonumber(lease) <= tonumber(ARGV[7]) then
  redis.call('ZREM', CONNS, ARGV[6])
  return finish(KEYS[10], KEYS[11], ARGV[6])
end

return 0
