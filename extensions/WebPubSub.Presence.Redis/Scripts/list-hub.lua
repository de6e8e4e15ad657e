-- KEYS: connection and ended of each member. ARGV: began, then ID and user of each member.
local began, added = tonumber(ARGV[6]), 0
for i = 7, #ARGV, 2 do
  local key = 10 + (i - 7)
  if endedAt(KEYS[key + 1]) <= began then
    redis.call('DEL', KEYS[key + 1])
    if open(KEYS[key], ARGV[i], ARGV[i + 1]) then
      added = added + 1
    end

    redis.call('SREM', UNRESERVED, ARGV[i])
    renew(ARGV[i])
  end
end

return added
