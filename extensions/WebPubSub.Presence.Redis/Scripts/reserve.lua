-- KEYS: connection. ARGV: ID, 1 or 0, event ID.
local event = tonumber(ARGV[8])
if redis.call('EXISTS', KEYS[10]) == 1 and (event == 0 or event >= tonumber(redis.call('HGET', KEYS[10], 'e') or '0')) then
  redis.call('HSET', KEYS[10], 'e', event)
  redis.call(ARGV[7] == '1' and 'SREM' or 'SADD', UNRESERVED, ARGV[6])
end

return 0
