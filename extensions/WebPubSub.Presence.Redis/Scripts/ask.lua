-- KEYS: asked, listed. ARGV: scope. Returns whether the scope is listed.
if ARGV[6] ~= HUB then
  redis.call('ZADD', KEYS[10], now, ARGV[6])
end

return redis.call('SISMEMBER', KEYS[11], ARGV[6])
