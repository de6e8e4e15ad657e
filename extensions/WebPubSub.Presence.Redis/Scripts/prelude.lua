-- The beginning of each script. All keys of a hub have one hash tag, so they are on one node of a cluster.
local META, CONNS, USERS, SINCE, SEQ, GRACE, SEEN, CLEAN, UNRESERVED = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local CHANNEL, GRACE_MS, LEASE_MS, TOMBSTONE_MS = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local HUB = 'h'

-- The keys of a hub expire if no instance uses it, for example because the hub has another name now: the common keys after a day, and the keys of connections and groups
-- after two days. If an instance starts in between, these keys belong to an old epoch. Events and comparisons renew the keys of a hub that is used.
local UNUSED_MS = 86400000
local MAX_TOMBSTONES = 100000 -- of each kind in each window of TOMBSTONE_MS

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

-- A store that has lost its data has a new epoch. Its changes have higher numbers than those before.
local epoch = redis.call('HGET', META, 'epoch')
if not epoch then
  epoch = ARGV[5]
  local first = string.format('%.0f', now * 1000)
  redis.call('HSET', META, 'epoch', epoch, 'changes', first, 'first', first)
end

local function keep(key)
  redis.call('PEXPIRE', key, 2 * UNUSED_MS)
end

local function change()
  return string.format('%.0f', redis.call('HINCRBY', META, 'changes', 1))
end

-- A group that is empty and that the application does not ask for keeps no sequence, so that the number of sequences is bounded. When it is used again, it continues above
-- all sequences that were removed, because a watcher must not receive a number twice.
local function sequenceOf(scope)
  return redis.call('HGET', SEQ, scope) or redis.call('HGET', META, 'sequence') or '0'
end

local function announce(kind, scope, user, connections)
  local sequence = tonumber(sequenceOf(scope)) + 1
  redis.call('HSET', SEQ, scope, sequence)
  local since = redis.call('HGET', SINCE, user) or now
  redis.call('PUBLISH', CHANNEL, cjson.encode({ kind, scope, sequence, epoch, user, connections, tonumber(since) }))
end

local function forgetSequence(scope)
  local sequence = tonumber(sequenceOf(scope))
  redis.call('HDEL', SEQ, scope)
  if sequence > tonumber(redis.call('HGET', META, 'sequence') or '0') then
    redis.call('HSET', META, 'sequence', sequence)
  end
end

-- Ends the presence of a user whose last connection ended at a time.
local function leave(scope, counts, user, endedAt)
  redis.call('HDEL', counts, user)
  announce('l', scope, user, 0)
  if scope == HUB then
    redis.call('HDEL', SINCE, user)
    redis.call('ZADD', SEEN, endedAt, user)
  elseif redis.call('EXISTS', counts) == 0 and redis.call('HEXISTS', META, 'asked ' .. scope) == 0 then
    forgetSequence(scope)
  end
end

local function enter(scope, counts, user)
  if user ~= '' and redis.call('HINCRBY', counts, user, 1) == 1 and redis.call('ZREM', GRACE, cjson.encode({ scope, user })) == 0 then
    announce('j', scope, user, 1)
  end
end

local function exit(scope, counts, user)
  if user ~= '' and redis.call('HINCRBY', counts, user, -1) <= 0 then
    if GRACE_MS == 0 then
      leave(scope, counts, user, now)
    else
      redis.call('ZADD', GRACE, now + GRACE_MS, cjson.encode({ scope, user }))
    end
  end
end

-- Adds a connection. Returns whether it is new. A connection of another epoch is not counted in this one, so it is new.
local function open(connection, id, user)
  if redis.call('HGET', connection, 'p') == epoch then
    return false
  end

  redis.call('DEL', connection)
  redis.call('HSET', connection, 'p', epoch, 'u', user, 's', now, 'v', '0')
  redis.call('SADD', UNRESERVED, id)
  if user == '' then
    redis.call('HINCRBY', META, 'anonymous', 1)
  else
    redis.call('HSETNX', SINCE, user, now)
    enter(HUB, USERS, user)
  end

  return true
end

local function renew(connection, id)
  redis.call('ZADD', CONNS, now + LEASE_MS, id)
  keep(connection)
end

local function confirm(connection, id)
  redis.call('HSET', connection, 'v', change())
  renew(connection, id)
end

-- Removes a connection in constant time. Its memberships are removed later, and readers ignore them. Returns 0 for an unknown connection, 2 if it has groups.
local function finish(connection, groups, id)
  local user = redis.call('HGET', connection, 'u')
  local result = 0
  if user and redis.call('HGET', connection, 'p') == epoch then
    result = 1
    redis.call('DEL', connection)
    redis.call('ZREM', CONNS, id)
    redis.call('SREM', UNRESERVED, id)
    if user == '' then
      redis.call('HINCRBY', META, 'anonymous', -1)
    else
      exit(HUB, USERS, user)
    end

    if redis.call('EXISTS', groups) == 1 then
      redis.call('ZADD', CLEAN, change(), id)
      result = 2
    end
  end

  return result
end

-- A membership is "event ID|number of the change|user ID".
local function parse(membership)
  local event, changed, user = string.match(membership, '^(%d+)|(%d+)|(.*)$')
  return tonumber(event), tonumber(changed), user
end

local function removeMember(members, counts, groups, id, group)
  local membership = redis.call('HGET', members, id)
  if not membership then
    return false
  end

  local _, _, user = parse(membership)
  redis.call('HDEL', members, id)
  redis.call('SREM', groups, group)
  exit('g' .. group, counts, user)
  return true
end

local function addMember(members, counts, groups, left, connection, id, group, event)
  local user = redis.call('HGET', connection, 'u')
  redis.call('HSET', members, id, event .. '|' .. change() .. '|' .. user)
  redis.call('SADD', groups, group)
  redis.call('DEL', left)
  enter('g' .. group, counts, user)
  keep(members)
  keep(counts)
  keep(groups)
end

local function isLater(event, previous)
  return event == 0 or event > previous
end

-- The end of a membership is "event ID|number of the change".
local function parseLeft(left)
  local value = redis.call('GET', left)
  if not value then
    return 0, 0
  end

  local event, changed = string.match(value, '^(%d+)|(%d+)$')
  return tonumber(event), tonumber(changed)
end

-- The end of a connection or membership is remembered for some minutes. After very many ends, the next ones are remembered for a second, so that their number is bounded.
local function tombstoneMs(kind)
  local window = tostring(math.floor(now / TOMBSTONE_MS))
  if redis.call('HGET', META, 'window') ~= window then
    redis.call('HSET', META, 'window', window, 'ended', 0, 'left', 0)
  end

  return redis.call('HINCRBY', META, kind, 1) <= MAX_TOMBSTONES and TOMBSTONE_MS or 1000
end

local function setLeft(left, event)
  redis.call('SET', left, string.format('%.0f', event) .. '|' .. change(), 'PX', tombstoneMs('left'))
end

local function endedAt(ended)
  return tonumber(redis.call('GET', ended) or '0')
end
