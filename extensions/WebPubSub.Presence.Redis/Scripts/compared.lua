-- Returns the time since the last comparison in ms, or -1. ARGV: 1 if a comparison is complete now.
if ARGV[6] == '1' then
  redis.call('HSET', META, 'compared', now)
end

local compared = redis.call('HGET', META, 'compared')
return compared and math.max(0, now - tonumber(compared)) or -1
