-- Removes memberships of a connection that has ended. KEYS: groups of the connection, then members and counts of each group. ARGV: ID, groups.
local id = ARGV[6]
for i = 7, #ARGV do
  local key = 11 + (i - 7) * 2
  if not removeMember(KEYS[key], KEYS[key + 1], KEYS[10], id, ARGV[i]) then
    redis.call('SREM', KEYS[10], ARGV[i])
  end
end

if redis.call('EXISTS', KEYS[10]) == 0 then
  redis.call('SREM', CLEAN, id)
end

return 0
