-- KEYS: connection, ended. ARGV: ID, user, 1 if the reserved group contains the connection.
if redis.call('EXISTS', KEYS[11]) == 1 then
  return 0
end

open(KEYS[10], ARGV[6], ARGV[7])
confirm(KEYS[10], ARGV[6])
redis.call('HDEL', KEYS[10], 'j')
if ARGV[8] == '1' and redis.call('HEXISTS', KEYS[10], 'e') == 0 then
  redis.call('SREM', UNRESERVED, ARGV[6])
end

return 0
