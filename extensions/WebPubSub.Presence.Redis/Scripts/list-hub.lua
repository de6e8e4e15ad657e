-- KEYS: connection, ended, and groups of each member. ARGV: began, then ID and user of each member.
local began, added = tonumber(ARGV[6]), 0
for i = 7, #ARGV, 2 do
  local key = 10 + (i - 7) / 2 * 3
  local connection, ended, groups = KEYS[key], KEYS[key + 1], KEYS[key + 2]
  if endedAt(ended) <= began then
    redis.call('DEL', ended)
    if open(connection, ARGV[i], ARGV[i + 1]) then
      added = added + 1
    end

    redis.call('SREM', UNRESERVED, ARGV[i])
    renew(connection, ARGV[i])
    keep(groups)
  end
end

return added
