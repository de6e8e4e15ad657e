-- KEYS: connection. ARGV: metadata, or an empty text.
if redis.call('EXISTS', KEYS[10]) == 0 then
  return 0
end

if ARGV[6] == '' then
  redis.call('HDEL', KEYS[10], 'm')
else
  redis.call('HSET', KEYS[10], 'm', ARGV[6])
end

return 1
