-- KEYS: asked, listed. ARGV: scope, began. Returns whether it is the first listing. A listing that began before the store lost its data does not count, and a group
-- that was forgotten during its listing is not listed.
if tonumber(redis.call('HGET', META, 'first')) > tonumber(ARGV[7]) or (ARGV[6] ~= HUB and not redis.call('ZSCORE', KEYS[10], ARGV[6])) then
  return 0
end

if ARGV[6] == HUB then
  redis.call('HSET', META, 'listed', 1)
end

return redis.call('SADD', KEYS[11], ARGV[6])
