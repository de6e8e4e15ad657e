-- Removes memberships of a connection that has ended. A later membership belongs to a connection that was found open again, and stays.
-- KEYS: groups of the connection, then members and counts of each group. ARGV: ID, 1 for the last request, groups.
local id = ARGV[6]
local endedAtChange = tonumber(redis.call('ZSCORE', CLEAN, id) or '0')
for i = 8, #ARGV do
  local key = 11 + (i - 8) * 2
  local membership = redis.call('HGET', KEYS[key], id)
  if not membership then
    redis.call('SREM', KEYS[10], ARGV[i])
    if redis.call('EXISTS', KEYS[key + 1]) == 0 and redis.call('HEXISTS', META, 'asked g' .. ARGV[i]) == 0 then
      forgetSequence('g' .. ARGV[i]) -- the keys of the group have expired
    end
  else
    local _, changed = parse(membership)
    if changed <= endedAtChange then
      removeMember(KEYS[key], KEYS[key + 1], KEYS[10], id, ARGV[i])
    end
  end
end

if ARGV[7] == '1' and tonumber(redis.call('ZSCORE', CLEAN, id) or '0') == endedAtChange then
  redis.call('ZREM', CLEAN, id)
end

return 0
