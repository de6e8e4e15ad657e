-- KEYS: asked, listed. ARGV: age in ms, maximum number. Returns the groups that are too old or too many, and the others.
local function count(min, max)
  return redis.call('ZCOUNT', KEYS[10], min, max)
end

redis.call('PEXPIRE', KEYS[10], UNUSED_MS)
redis.call('PEXPIRE', KEYS[11], UNUSED_MS)
local forgotten = math.max(count('-inf', now - tonumber(ARGV[6])), count('-inf', '+inf') - tonumber(ARGV[7]))
return { forgotten > 0 and redis.call('ZRANGE', KEYS[10], 0, forgotten - 1) or {}, redis.call('ZRANGE', KEYS[10], forgotten, -1) }
