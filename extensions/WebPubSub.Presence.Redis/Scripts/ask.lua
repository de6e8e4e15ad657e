-- KEYS: asked, listed. ARGV: scope. Returns whether the scope is listed.
if ARGV[6] ~= HUB then
  redis.call('ZADD', KEYS[10], now, ARGV[6])
  redis.call('HSET', META, 'asked ' .. ARGV[6], 1)
  redis.call('HSETNX', SEQ, ARGV[6], sequenceOf(ARGV[6])) -- it must not change when another group is removed
end

return redis.call('SISMEMBER', KEYS[11], ARGV[6])
