-- KEYS: connections. ARGV: began, IDs.
for i = 7, #ARGV do
  local changed = redis.call('HGET', KEYS[10 + i - 7], 'v')
  if changed and tonumber(changed) <= tonumber(ARGV[6]) then
    redis.call('HSET', KEYS[10 + i - 7], 'e', 0)
    redis.call('SADD', UNRESERVED, ARGV[i])
  end
end

return 0
