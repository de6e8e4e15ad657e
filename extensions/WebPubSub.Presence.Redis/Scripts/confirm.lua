-- KEYS: connection, ended. ARGV: ID, user. Returns 0 if the connected event should have come before, but did not.
if redis.call('EXISTS', KEYS[11]) == 1 then
  return 1
end

local isNew = open(KEYS[10], ARGV[6], ARGV[7])
confirm(KEYS[10], ARGV[6])
return (isNew or redis.call('HEXISTS', KEYS[10], 'j') == 1) and 0 or 1
