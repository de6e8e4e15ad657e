-- KEYS: asked, listed. ARGV: age in ms, maximum number. Forgets old groups, and returns the others.
local function forget(scopes)
  for _, scope in ipairs(scopes) do
    redis.call('ZREM', KEYS[10], scope)
    redis.call('SREM', KEYS[11], scope)
    redis.call('HDEL', META, 'asked ' .. scope)
    forgetSequence(scope)
  end
end

forget(redis.call('ZRANGEBYSCORE', KEYS[10], '-inf', now - tonumber(ARGV[6])))
local extra = redis.call('ZCARD', KEYS[10]) - tonumber(ARGV[7])
if extra > 0 then
  forget(redis.call('ZRANGE', KEYS[10], 0, extra - 1))
end

redis.call('PEXPIRE', KEYS[10], UNUSED_MS)
redis.call('PEXPIRE', KEYS[11], UNUSED_MS)
return redis.call('ZRANGE', KEYS[10], 0, -1)
