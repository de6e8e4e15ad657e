-- Returns the connections that no event changed, and that are in the reserved group. KEYS: connections. ARGV: began, IDs.
local missing = {}
for i = 7, #ARGV do
  local changed = redis.call('HGET', KEYS[10 + i - 7], 'v')
  if changed and tonumber(changed) <= tonumber(ARGV[6]) and redis.call('SISMEMBER', UNRESERVED, ARGV[i]) == 0 then
    missing[#missing + 1] = ARGV[i]
  end
end

return missing
