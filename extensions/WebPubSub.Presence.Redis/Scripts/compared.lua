-- Returns the time since the last comparison in ms; -1 if there was none, or if the clock was set back since. ARGV: 1 if a comparison is complete now.
if ARGV[6] == '1' then
  redis.call('HSET', META, 'compared', now)
end

local compared = tonumber(redis.call('HGET', META, 'compared') or now + 1)
return compared <= now and now - compared or -1
