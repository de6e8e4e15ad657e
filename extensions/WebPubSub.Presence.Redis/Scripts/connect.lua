-- KEYS: connection, ended. ARGV: ID, user.
if redis.call('EXISTS', KEYS[11]) == 1 then
  return 1
end

local isNew = open(KEYS[10], ARGV[6], ARGV[7])
confirm(KEYS[10], ARGV[6])
return isNew and 0 or 1
